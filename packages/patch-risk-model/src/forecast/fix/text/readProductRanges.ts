import { normaliseWords } from './normaliseWords';
import type { ProductRange } from './ProductRange';
import { readVersionRange } from './readVersionRange';

/** Texts are cut here; the longest advisory on record has 60,000 characters. */
const LONGEST_TEXT = 100_000;
/** Characters of an entry that can belong to the product's name. */
const LONGEST_NAME = 300;
const MOST_RANGES = 2_000;
/** A colon that ends a product's name, not the one of `vers:` or `CVSS:3.1`. */
const COLON = /(?<!\bvers)(?<!\bintdot)(?<!\bmaven):(?!\/)\s*/i;
const INTRODUCTION =
  /\b(?:affected|affects?|following|impacted|reports?|vulnerabilit\w+)\b[^:]*$/i;
const RANGE_START =
  /(?:^|[\s,(])(?:all (?:firmware |software )?versions?\b|any versions?\b|versions?[:\s]|vers:|prior to\b|firmware versions?\b|[<>≤≥]|v?\d+\.\d)/i;

/**
 * Splits an advisory's text on products and versions into products with their
 * range. Understands `name: range` with any or no separator between entries,
 * `name, range; name, range`, `name range | name range`, and a range alone,
 * whose name is then empty.
 */
export function readProductRanges(text: string): ProductRange[] {
  const ranges: ProductRange[] = [];
  const add = (name: string, range: string) => {
    const kind = readVersionRange(range);
    if (kind !== 'none' && ranges.length < MOST_RANGES) {
      ranges.push({ words: normaliseWords(name.slice(-LONGEST_NAME)), kind });
    }
  };
  for (const part of splitParts(text.slice(0, LONGEST_TEXT))) {
    const pieces = part.split(COLON);
    if (pieces.length > 1 && isIntroduction(pieces[0])) {
      pieces.shift();
    }
    if (pieces.length === 1) {
      addUnmarked(pieces[0], add);
    }
    for (let index = 0; index + 1 < pieces.length; index++) {
      if (!isIntroduction(pieces[index])) {
        add(pieces[index], pieces[index + 1]);
      }
    }
  }
  return ranges;
}

/** Whether a colon follows because a list begins, as in `The following are affected:`. */
function isIntroduction(text: string): boolean {
  return INTRODUCTION.test(text.slice(-LONGEST_NAME));
}

/** An entry without a colon: the name ends where the range begins. */
function addUnmarked(
  entry: string,
  add: (name: string, range: string) => void,
): void {
  const start = RANGE_START.exec(entry);
  if (start) {
    add(entry.slice(0, start.index), entry.slice(start.index));
  } else if (/\d|\ball\b/i.test(entry)) {
    add('', entry);
  }
}

function splitParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split(/[;\n\r\u2022]+/)) {
    const pieces = line.split(' | ');
    const named = pieces.every(
      piece => /[a-z]{3}/i.test(piece) && /vers:|:\s/i.test(piece),
    );
    parts.push(...(named ? pieces : [line]));
  }
  return parts.map(part => part.trim()).filter(part => part !== '');
}
