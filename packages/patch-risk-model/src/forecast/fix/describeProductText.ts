import { findOwnRange } from './text/findOwnRange';
import type { ProductRange } from './text/ProductRange';
import { readProductRanges } from './text/readProductRanges';
import {
  VERSION_RANGE_KINDS,
  type VersionRangeKind,
} from './text/VersionRangeKind';

/** What an advisory's text on products and versions says about one product. */
export interface ProductTextDescription {
  /** Share of each kind for the product: one kind where its entry was found, else the text's shares. */
  own: Record<VersionRangeKind, number>;
  /** Share of each kind among all entries of the text. */
  text: Record<VersionRangeKind, number>;
  /** Entries in the text. */
  entryCount: number;
  /** Whether the product's own entry was found. */
  ownFound: boolean;
}

/** Rows of an advisory come together and share a text that can be long. */
let lastRead: { text: string; ranges: readonly ProductRange[] } = {
  text: '',
  ranges: [],
};

/** Reads the version ranges of an advisory's text for one of its products. */
export function describeProductText(
  text: string | undefined,
  product: string | undefined,
): ProductTextDescription {
  const ranges = saysNameAlone(text, product) ? [] : rangesOf(text ?? '');
  const shares = noShares();
  for (const { kind } of ranges) {
    shares[kind] += 1 / ranges.length;
  }
  if (ranges.length === 0) {
    shares.none = 1;
  }
  const found = findOwnRange(ranges, product);
  const own = found ? { ...noShares(), [found.kind]: 1 } : shares;
  return {
    own,
    text: shares,
    entryCount: ranges.length,
    ownFound: found !== undefined,
  };
}

/** A name may hold digits, which are no versions then. */
function saysNameAlone(
  text: string | undefined,
  product: string | undefined,
): boolean {
  const name = (product ?? '').trim().toLowerCase();
  const said = (text ?? '').trim().toLowerCase();
  return (
    name !== '' &&
    said.endsWith(name) &&
    !/\d|version|vers:|\ball\b|prior|before|[<>≤≥]/.test(
      said.slice(0, -name.length),
    )
  );
}

function rangesOf(text: string): readonly ProductRange[] {
  if (text !== lastRead.text) {
    lastRead = { text, ranges: readProductRanges(text) };
  }
  return lastRead.ranges;
}

function noShares(): Record<VersionRangeKind, number> {
  const shares = {} as Record<VersionRangeKind, number>;
  for (const kind of VERSION_RANGE_KINDS) {
    shares[kind] = 0;
  }
  return shares;
}
