import { ModelInputError } from '../../ModelInputError';
import { normaliseVendor } from '../features/normaliseVendor';
import { parseDay } from '../features/parseDay';
import { rhythmCell, RHYTHM_CELLS } from './rhythmCell';
import type { RhythmModel } from './RhythmModel';

/** Release days' worth of a day drawn by chance that all vendors together start with. */
const OVERALL_PRIOR = 35;
/** Release days' worth of all vendors that a vendor starts with. */
const VENDOR_PRIOR = 20;
/** A vendor with fewer release days has no rhythm of its own. */
const LEAST_RELEASE_DAYS = 40;
/** A day of this age counts half: vendors move their days. */
const HALF_LIFE_DAYS = 2 * 365.25;
const DIGITS = 3;

/**
 * Learns on which days vendors publish, from days of release and revision. A
 * day counts once for each vendor, however many advisories came out on it. The
 * share of a cell is pulled from the vendor's to that of all vendors, and from
 * that to chance (partial pooling).
 *
 * @param releases - `day`: YYYY-MM-DD
 * @throws ModelInputError where a day is no date, or there are no releases
 *
 * @public
 */
export function fitRhythm(
  releases: readonly { vendor?: string; day: string }[],
  options: { version: string; licence: string; attribution: string },
): RhythmModel {
  const days = new Map<string, { vendor: string; day: number }>();
  let last = '';
  for (const { vendor, day } of releases) {
    const name = normaliseVendor(vendor) ?? '';
    days.set(`${name}|${day}`, { vendor: name, day: parseDay('day', day) });
    last = day > last ? day : last;
  }
  if (days.size === 0) {
    throw new ModelInputError({
      field: 'releases',
      value: 'none',
      remedy: 'give at least one day of release',
    });
  }
  const lastDay = parseDay('day', last);
  const byChance = cellsByChance(lastDay);
  const overall = new Float64Array(RHYTHM_CELLS);
  const byVendor = new Map<string, { count: number; cells: Float64Array }>();
  for (const { vendor, day } of days.values()) {
    const weight = 0.5 ** ((lastDay - day) / HALF_LIFE_DAYS);
    const own = byVendor.get(vendor) ?? {
      count: 0,
      cells: new Float64Array(RHYTHM_CELLS),
    };
    own.count++;
    own.cells[rhythmCell(day)] += weight;
    overall[rhythmCell(day)] += weight;
    byVendor.set(vendor, own);
  }
  const shares = pooled(overall, { towards: byChance, prior: OVERALL_PRIOR });
  const weightsOf = (cellShares: Float64Array) =>
    Array.from(cellShares, (share, cell) =>
      Number((share / byChance[cell]).toPrecision(DIGITS)),
    );
  const vendors: RhythmModel['vendors'] = {};
  for (const [vendor, { count, cells }] of [...byVendor].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    if (vendor !== '' && count >= LEAST_RELEASE_DAYS) {
      vendors[vendor] = {
        releaseDays: count,
        weights: weightsOf(
          pooled(cells, { towards: shares, prior: VENDOR_PRIOR }),
        ),
      };
    }
  }
  return {
    ...options,
    trainedUntil: last,
    overall: weightsOf(shares),
    vendors,
  };
}

function pooled(
  cells: Float64Array,
  options: { towards: Float64Array; prior: number },
): Float64Array {
  const { towards, prior } = options;
  let total = prior;
  for (const weight of cells) {
    total += weight;
  }
  return cells.map((weight, cell) => (weight + prior * towards[cell]) / total);
}

/** Share of each cell among the days of the 28 years (a whole cycle of the calendar) until a day. */
function cellsByChance(lastDay: number): Float64Array {
  const cells = new Float64Array(RHYTHM_CELLS);
  const days = (28 * 1461) / 4;
  for (let back = 0; back < days; back++) {
    cells[rhythmCell(lastDay - back)] += 1 / days;
  }
  return cells;
}
