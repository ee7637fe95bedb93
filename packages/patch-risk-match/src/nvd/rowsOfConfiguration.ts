import type { AdvisoryProduct } from '../csaf/Advisory';
import type { Applicability } from '../applicability/Applicability';
import { vendorKeys } from '../names/vendorKeys';
import { formatVers, type NamedInterval } from '../versions/formatVers';
import type { ReadMatch } from './readCpeMatch';
import type { ReadConfiguration } from './readConfiguration';

/** What NVD says of a product; the vulnerability is added by the reader. */
type NvdProduct = Omit<AdvisoryProduct, 'cve'>;

/** A list of versions in one range is no longer than this. */
const MAX_LISTED = 500;
/** A condition with more terms would be copied with each row; nothing is concluded from it. */
const MAX_TERMS = 2_000;
/** Hardware that one configuration lists beyond this is left to names of the firmware. */
const MAX_PLATFORMS = 2_000;

const UNTOLD: Applicability = {
  operator: 'AND',
  terms: [{ part: 'a', vendor: '', product: '' }],
};

/** Ranges for matches of one product: united in as few texts as can be read. */
function rangesOf(matches: readonly ReadMatch[]): (string | undefined)[] {
  // A text of ranges is read from left to right: what is open below comes first, what is open above last.
  const openness = ({ lower, upper }: NamedInterval) =>
    Number(upper === undefined) - Number(lower === undefined);
  const versions = matches
    .flatMap(match => match.versions ?? [])
    .sort((left, right) => openness(left) - openness(right));
  const ranges: (string | undefined)[] = [];
  if (matches.some(match => !match.versions && match.unread === undefined)) {
    ranges.push(undefined);
  }
  for (let start = 0; start < versions.length; start += MAX_LISTED) {
    const intervals = versions.slice(start, start + MAX_LISTED);
    ranges.push(formatVers({ kind: 'generic', intervals, exact: [] }));
  }
  const unread = new Set(matches.flatMap(match => match.unread ?? []));
  return [...ranges, ...unread];
}

function fixOf(matches: readonly ReadMatch[]) {
  const fixes = new Set(matches.flatMap(({ fixed }) => fixed ?? []));
  return {
    // NVD names the first version that is not vulnerable; so one is there.
    remediationState:
      fixes.size > 0 ? ('available' as const) : ('unknown' as const),
    fixedVersion: fixes.size === 1 ? [...fixes][0] : undefined,
  };
}

function rowsOf(options: {
  matches: readonly ReadMatch[];
  named: { vendor: string; product: string };
  id: string;
  row: Partial<NvdProduct>;
}): NvdProduct[] {
  const { matches, named, id, row } = options;
  return rangesOf(matches).map((versionRange, index) => ({
    productId: `${id}/${index}`,
    vendorKey: vendorKeys(named.vendor)[0] ?? '',
    vendor: named.vendor,
    product: named.product,
    branchPath: [named.vendor, named.product],
    versionRange,
    source: 'nvd' as const,
    naming: 'cpe' as const,
    status: 'affected' as const,
    ...fixOf(matches),
    ...row,
  }));
}

/** Matches of each product, in the order of the document. */
function byProduct(matches: Iterable<ReadMatch>): ReadMatch[][] {
  const groups = new Map<string, ReadMatch[]>();
  for (const match of matches) {
    const { part, vendor, product, narrowing } = match.atom;
    const key = JSON.stringify([part, vendor, product, narrowing]);
    const group = groups.get(key);
    if (group) group.push(match);
    else groups.set(key, [match]);
  }
  return [...groups.values()];
}

/** A name of a product with the version left open, so that rows are met by the product. */
function withoutVersion(criteria: string): string {
  const [, head] = /^(cpe:2\.3:(?:(?:\\.|[^:\\])+:){3})/i.exec(criteria) ?? [];
  return head === undefined
    ? criteria
    : `${head}${Array(8).fill('*').join(':')}`;
}

/**
 * Hardware on which the one vulnerable product of a configuration runs: a device is known by its
 * hardware, and its version is that of what runs on it.
 */
function platformRows(
  { condition, nodes }: ReadConfiguration,
  id: string,
): NvdProduct[] {
  const isPair =
    condition.operator === 'AND' &&
    nodes.length === 2 &&
    nodes.every(({ isNegated }) => !isNegated) &&
    condition.terms.every(term => 'terms' in term && term.operator === 'OR');
  const vulnerable = nodes.find(({ matches }) =>
    matches.every(each => each.vulnerable),
  );
  const hosts = nodes.find(({ matches }) =>
    matches.every(({ vulnerable: is, atom }) => !is && atom.part === 'h'),
  );
  if (!isPair || !vulnerable || !hosts || vulnerable === hosts) return [];
  const products = byProduct(vulnerable.matches);
  const [{ atom }] = products[0] ?? [{ atom: undefined }];
  if (products.length !== 1 || atom?.part !== 'o' || atom.narrowing) return [];
  const others = hosts.matches
    .filter(host => host.atom.product !== atom.product && !host.atom.range)
    .slice(0, MAX_PLATFORMS);
  return byProduct(others).flatMap(([host], index) =>
    rowsOf({
      matches: vulnerable.matches,
      named: host.atom,
      id: `${id}/platform/${index}`,
      row: {
        naming: 'cpe-platform',
        branchPath: [atom.vendor, atom.product, `on ${host.atom.product}`],
      },
    }),
  );
}

/**
 * The rows of a configuration: one for each vulnerable product, with the condition that the whole
 * configuration puts on the device, where it puts any.
 *
 * @param id - of the configuration, unique in its record
 */
export function rowsOfConfiguration(
  configuration: ReadConfiguration,
  id: string,
): NvdProduct[] {
  const { condition, nodes, isPlain } = configuration;
  const terms = nodes.reduce((sum, { matches }) => sum + matches.length, 0);
  // What stands under a negation is what must not be there.
  const vulnerable = nodes.flatMap(({ isNegated, matches }) =>
    isNegated ? [] : matches.filter(match => match.vulnerable),
  );
  const rows = byProduct(vulnerable).flatMap((matches, index) => {
    const [{ atom, criteria }] = matches;
    const needsCondition = !isPlain || atom.narrowing !== undefined;
    return rowsOf({
      matches,
      named: atom,
      id: `${id}/${index}`,
      row: {
        cpe: withoutVersion(criteria),
        ...(needsCondition
          ? { applicability: terms > MAX_TERMS ? UNTOLD : condition }
          : {}),
      },
    });
  });
  return [...rows, ...platformRows(configuration, id)];
}
