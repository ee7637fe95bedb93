import { fit, groupRows, type LearnRow } from '../../learn';
import { ModelInputError } from '../../ModelInputError';
import { binOf } from './binOf';
import { FIX_BIN_EDGES } from './FIX_BIN_EDGES';
import { formatDay } from './formatDay';
import type { PooledFixModel, PoolingLevel } from './PooledFixModel';
import type { PooledFixOptions } from './PooledFixOptions';
import type { PooledFixRow } from './PooledFixRow';
import { truncationWeights } from './truncationWeights';

/** Penalty of the baseline's bins against that of effects: bins have many rows and need little. */
const BIN_PENALTY_FACTOR = 0.1;
const FEWEST_ROWS = 20;

interface WeightedRow extends PooledFixRow {
  weight: number;
}

/**
 * Fits time to a fix on fixes that happened.
 *
 * The hazard is a penalised logistic regression on person-periods (Singer and
 * Willett 1993) with an effect of each feature and a difference of it in each
 * stretch of time; the pooled distributions are weighted counts. Later rows
 * count more in both. Rows fixed after `asOfDay` are left out, and the right
 * truncation that this makes is undone by `truncationWeights`.
 *
 * @throws ModelInputError naming the row where a day or a feature is no finite
 * number, or when fewer than 20 rows are left
 */
export function fitPooledFix(
  rows: readonly PooledFixRow[],
  options: PooledFixOptions,
): PooledFixModel {
  const { asOfDay, stretches } = options;
  for (const [index, { startDay, days }] of rows.entries()) {
    if (!Number.isFinite(startDay) || !(days >= 0 && days < 1e6)) {
      throw new ModelInputError({
        field: `rows[${index}].days`,
        value: `${days} from ${startDay}`,
        remedy: 'give whole days, at least 0, from a day since 1970-01-01',
      });
    }
  }
  const known = rows
    .filter(row => row.startDay + row.days <= asOfDay)
    .map(row => ({ ...row, weight: row.weight ?? 1 }));
  if (known.length < FEWEST_ROWS) {
    throw new ModelInputError({
      field: 'rows',
      value: `${known.length} rows fixed by ${formatDay(asOfDay)}`,
      remedy: `give at least ${FEWEST_ROWS}`,
    });
  }
  let first = known[0].startDay;
  let last = known[0].startDay;
  for (const { startDay } of known) {
    first = Math.min(first, startDay);
    last = Math.max(last, startDay);
  }
  const trainingWindow = { from: formatDay(first), to: formatDay(last) };
  const recency = (halfLifeDays: number): WeightedRow[] =>
    weigh(known, { last, halfLifeDays, options });
  const pooled = recency(options.poolHalfLifeDays);
  return {
    kind: 'pooled-fix',
    formatVersion: 1,
    version: options.version,
    trainingWindow,
    asOf: formatDay(asOfDay),
    edges: [...FIX_BIN_EDGES],
    stretches: [...stretches],
    hazard: fitHazard(recency(options.hazardHalfLifeDays), {
      ...options,
      trainingWindow,
    }),
    hazardShare: options.hazardShare,
    unknownHazardShare: options.unknownHazardShare,
    intervalLevels: [...options.intervalLevels],
    overall: countBins(pooled),
    levels: options.levels.map((level, index) =>
      poolLevel(pooled, { ...level, index }),
    ),
    figures: { rows: known.length },
  };
}

/** Rows with weights that count recency and what is not seen yet. */
function weigh(
  rows: readonly WeightedRow[],
  how: { last: number; halfLifeDays: number; options: PooledFixOptions },
): WeightedRow[] {
  const { last, halfLifeDays, options } = how;
  const recent = rows.map(row => ({
    ...row,
    weight: row.weight * 0.5 ** ((last - row.startDay) / halfLifeDays),
    followUpDays: options.asOfDay - row.startDay,
  }));
  if (options.truncation === false) {
    return recent;
  }
  const factors = truncationWeights(recent);
  return recent.map((row, index) => ({
    ...row,
    weight: row.weight * factors[index],
  }));
}

function fitHazard(
  rows: readonly WeightedRow[],
  options: PooledFixOptions & { trainingWindow: { from: string; to: string } },
) {
  const fixes = new Map<string, number>();
  for (const { features, weight } of rows) {
    for (const [name, value] of Object.entries(features)) {
      if (value !== 0) {
        fixes.set(name, (fixes.get(name) ?? 0) + weight);
      }
    }
  }
  const learnRows: LearnRow[] = [];
  const penaltyFactors: Record<string, number> = {};
  for (const { features, days, weight } of rows) {
    const entries = Object.entries(features).filter(
      ([name, value]) =>
        value !== 0 && (fixes.get(name) ?? 0) >= options.leastFixes,
    );
    const end = binOf(FIX_BIN_EDGES, days);
    let stretch = 0;
    for (let bin = 0; bin <= end; bin++) {
      if (bin === options.stretches[stretch + 1]) {
        stretch++;
      }
      // In the last bin every fix comes, by definition: nothing to learn.
      if (bin < FIX_BIN_EDGES.length - 2) {
        const values: Record<string, number> = { [`bin.${bin}`]: 1 };
        penaltyFactors[`bin.${bin}`] = BIN_PENALTY_FACTOR;
        for (const [name, value] of entries) {
          values[name] = value;
          values[`${name}@${stretch}`] = value;
          penaltyFactors[`${name}@${stretch}`] = options.stretchPenaltyFactor;
        }
        learnRows.push({ values, outcome: bin === end ? 1 : 0, weight });
      }
    }
  }
  return fit(groupRows(learnRows), {
    version: options.version,
    trainingWindow: options.trainingWindow,
    inversePenalty: options.inversePenalty,
    penaltyFactors,
    standardise: false,
  });
}

function countBins(rows: readonly WeightedRow[]): number[] {
  const counts = new Array<number>(FIX_BIN_EDGES.length - 1).fill(0);
  for (const { days, weight } of rows) {
    counts[binOf(FIX_BIN_EDGES, days)] += weight;
  }
  return counts;
}

function poolLevel(
  rows: readonly WeightedRow[],
  level: { name: string; pooling: number; index: number },
): PoolingLevel {
  const byGroup = new Map<string, WeightedRow[]>();
  for (const row of rows) {
    const group = row.groups[level.index];
    if (group !== undefined) {
      const members = byGroup.get(group) ?? [];
      members.push(row);
      byGroup.set(group, members);
    }
  }
  const groups: [string, number[]][] = [];
  for (const [group, members] of byGroup) {
    const entries: number[] = [];
    for (const [bin, weight] of countBins(members).entries()) {
      if (weight > 0) {
        entries.push(bin, weight);
      }
    }
    groups.push([group, entries]);
  }
  groups.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name: level.name,
    pooling: level.pooling,
    // fromEntries makes own properties of any name, `__proto__` too.
    groups: Object.fromEntries(groups),
  };
}
