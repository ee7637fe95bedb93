import { ModelInputError } from '../ModelInputError';
import type { InputProfile } from './InputProfile';
import { shareRows } from './shareRows';

const MODERATE_INDEX = 0.1;
const LARGE_INDEX = 0.25;
/** Keeps the logarithm finite where a bin is empty on one side. */
const HALF_A_ROW = 0.5;

/**
 * How far one feature has moved since training.
 *
 * @public
 */
export interface FeatureDrift {
  name: string;
  /** Population stability index, without what sampling alone would give; at least 0. */
  stabilityIndex: number;
  level: 'steady' | 'moderate' | 'large';
  /** Share of the rows in which the feature is absent: in training, and now. */
  absentShares: { training: number; now: number };
}

/**
 * Compares the inputs of today with those of the training, feature by feature,
 * by the population stability index Σ (now − then) · ln(now / then) over the
 * bins of the training and one for absent values (Siddiqi 2006: from 0.1 on
 * moderate, from 0.25 on large). What two samples of one population differ by
 * on average, (bins − 1) · (1/n + 1/m), is taken off, so that few rows do not
 * look like drift. The largest drift comes first.
 *
 * @throws ModelInputError where there are no rows or a value is not finite
 *
 * @public
 */
export function inputDrift(
  training: InputProfile,
  rows: readonly Readonly<Record<string, number | undefined>>[],
): FeatureDrift[] {
  if (rows.length === 0) {
    throw new ModelInputError({
      field: 'rows',
      value: 'no rows',
      remedy: 'give at least one row',
    });
  }
  const drifts: FeatureDrift[] = [];
  for (const [name, then] of Object.entries(training.features)) {
    const now = shareRows({ rows, name, edges: then.edges });
    const before = [...then.shares, then.absentShare];
    const after = [...now.shares, now.absentShare];
    let sum = 0;
    let bins = 0;
    for (const [bin, share] of before.entries()) {
      if (share > 0 || after[bin] > 0) {
        bins++;
        const old = kept(share, training.rows);
        const fresh = kept(after[bin], rows.length);
        sum += (fresh - old) * Math.log(fresh / old);
      }
    }
    const chance = (bins - 1) * (1 / training.rows + 1 / rows.length);
    const stabilityIndex = Math.max(0, sum - chance);
    drifts.push({
      name,
      stabilityIndex,
      level: levelOf(stabilityIndex),
      absentShares: { training: then.absentShare, now: now.absentShare },
    });
  }
  return drifts.sort((a, b) => b.stabilityIndex - a.stabilityIndex);
}

function kept(share: number, rows: number): number {
  return Math.max(share, HALF_A_ROW / rows);
}

function levelOf(stabilityIndex: number): FeatureDrift['level'] {
  if (stabilityIndex >= LARGE_INDEX) {
    return 'large';
  }
  return stabilityIndex >= MODERATE_INDEX ? 'moderate' : 'steady';
}
