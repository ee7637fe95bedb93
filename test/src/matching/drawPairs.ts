import type { FindingStatus, InventoryItem, NewRow } from '@patch-risk/match';
import { AdvisoryIndex, vendorKeys } from '@patch-risk/match';
import { SeededRandom } from '../bench/SeededRandom';

/** A device and what one advisory says of one vulnerability, for a person to judge. */
export interface DrawnPair {
  device: InventoryItem;
  advisory: string;
  cve: string;
  vendor: string;
  /** Products and ranges that the advisory lists for the vulnerability, those nearest to the device first. */
  lists: { product: string; range?: string; status: FindingStatus }[];
}

const LISTED = 8;
const UNREADABLE = [
  'see label',
  'latest',
  'n/a',
  'custom build',
  'rev. unknown',
];

function words(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
}

/** Share of words that two names have in common, of all words of both. */
function likeness(left: string, right: string): number {
  const [first, second] = [words(left), words(right)];
  const common = [...first].filter(word => second.has(word)).length;
  return common / (first.size + second.size - common || 1);
}

/** A version near the one that a range names: the same, the next, the one before, or a step on the left. */
function versionNear(range: string | undefined, draw: () => number) {
  if (draw() < 0.05) return UNREADABLE[Math.floor(draw() * UNREADABLE.length)];
  const named = /v?\d+(?:\.\d+)+(?: sp ?\d+)?|v\d+/i.exec(range ?? '')?.[0];
  if (named === undefined) return draw() < 0.5 ? '1.0' : '4.2.1';
  const numbers = named.match(/\d+/g) ?? [];
  const place = Math.floor(draw() * numbers.length);
  const step = Math.floor(draw() * 4) - 2;
  let seen = -1;
  return named.replace(/\d+/g, digits => {
    seen++;
    return seen === place && /^[1-9]/.test(digits)
      ? String(Math.max(0, Number(digits) + step))
      : digits;
  });
}

/**
 * Draws pairs for judging: half of what the matcher calls affected, half near misses (another version,
 * a version that nobody can read, another product with a like name). Devices are named as one advisory
 * names them, and met with all advisories of the vendor, so that spellings differ.
 *
 * @param options - `rows` of all advisories; `count` pairs; `seed` of the draw; products of an advisory that
 *   are in `without` are not drawn
 */
export function drawPairs(options: {
  rows: readonly NewRow[];
  count: number;
  seed: number;
  /** Pairs that somebody has seen. */
  without: readonly DrawnPair[];
}): DrawnPair[] {
  const { rows, count, seed, without } = options;
  const random = SeededRandom.create(seed);
  const draw = () => random.next();
  const index = AdvisoryIndex.create();
  const byVendor = new Map<string, NewRow[]>();
  const byStatement = new Map<string, NewRow[]>();
  const push = (map: Map<string, NewRow[]>, key: string, row: NewRow) => {
    const known = map.get(key);
    if (known) known.push(row);
    else map.set(key, [row]);
  };
  for (const row of rows) {
    index.add(row);
    push(byVendor, vendorKeys(row.vendor)[0] ?? '', row);
    push(byStatement, `${row.advisoryId}\n${row.cve}`, row);
  }
  const vendors = [...byVendor.keys()].filter(key => key !== '');
  const pairs: Record<'affected' | 'version' | 'name', DrawnPair[]> = {
    affected: [],
    version: [],
    name: [],
  };
  const wanted = { affected: count / 2, version: count / 4, name: count / 4 };
  const used = new Set(
    without.flatMap(({ advisory, lists }) =>
      lists.slice(0, 1).map(({ product }) => `${advisory}|${product}`),
    ),
  );
  const take = (
    kind: keyof typeof pairs,
    device: InventoryItem,
    row: NewRow,
  ) => {
    const product = `${row.advisoryId}|${row.product}`;
    if (pairs[kind].length >= wanted[kind] || used.has(product)) return false;
    used.add(product);
    const listed = (byStatement.get(`${row.advisoryId}\n${row.cve}`) ?? []).map(
      ({ product: name, range, status }) => ({ product: name, range, status }),
    );
    listed.sort(
      (a, b) =>
        likeness(b.product, device.product ?? '') -
        likeness(a.product, device.product ?? ''),
    );
    pairs[kind].push({
      device,
      advisory: row.advisoryId,
      cve: row.cve,
      vendor: row.vendor,
      lists: listed.slice(0, LISTED),
    });
    return true;
  };
  const isShort = () =>
    (Object.keys(pairs) as (keyof typeof pairs)[]).some(
      kind => pairs[kind].length < wanted[kind],
    );
  for (let turn = 0; isShort() && turn < count * 200; turn++) {
    // Each vendor as often as its square root says: the large ones do not drown the others.
    const key = vendors[Math.floor(draw() * vendors.length)];
    const ofVendor = byVendor.get(key) ?? [];
    if (draw() > Math.sqrt(ofVendor.length / 400)) continue;
    const source = ofVendor[Math.floor(draw() * ofVendor.length)];
    const device = {
      vendor: source.vendor,
      product: source.product,
      version: versionNear(source.range, draw),
    };
    const matches = index.match(device);
    const named = new Set(
      matches.map(each => `${each.advisoryId}\n${each.cve}`),
    );
    const match = matches[Math.floor(draw() * matches.length)];
    if (match) {
      const kind = match.status === 'affected' ? 'affected' : 'version';
      const [row] = (
        byStatement.get(`${match.advisoryId}\n${match.cve}`) ?? []
      ).sort(
        (a, b) =>
          likeness(b.product, device.product) -
          likeness(a.product, device.product),
      );
      take(kind, device, row);
    }
    const other = ofVendor[Math.floor(draw() * ofVendor.length)];
    if (
      likeness(other.product, device.product) >= 0.25 &&
      !named.has(`${other.advisoryId}\n${other.cve}`)
    ) {
      take('name', device, other);
    }
  }
  // The order tells nothing of the kind.
  return [...pairs.affected, ...pairs.version, ...pairs.name]
    .map(pair => ({ pair, place: draw() }))
    .sort((a, b) => a.place - b.place)
    .map(({ pair }) => pair);
}
