import { hazardCurve } from './hazardCurve';
import { pooledCurve, type PooledCurve } from './pooledCurve';
import type { PooledFixModel } from './PooledFixModel';

/** What a model says about a case. */
export interface FixCurve {
  /** Chance of a fix before the end of each bin, never falling; the last is 1. */
  fixedProbabilities: number[];
  /** Share of the hazard in the blend. */
  hazardShare: number;
  shares: PooledCurve['shares'];
}

/**
 * The blend of hazard and pooled distribution: chances are averaged by
 * `hazardShare`, or `unknownHazardShare` where the finest group is unknown.
 * An average of chances is wider than either, as it should be where the two
 * disagree.
 */
export function fixCurve(
  model: PooledFixModel,
  options: {
    groups: readonly (string | undefined)[];
    features: Readonly<Record<string, number>>;
  },
): FixCurve {
  const { groups, features } = options;
  const pooled = pooledCurve(model, groups);
  const known = (pooled.shares.at(-1)?.share ?? 0) > 0;
  const hazardShare = known ? model.hazardShare : model.unknownHazardShare;
  const fixedProbabilities = hazardCurve(model, features).map(
    (chance, bin) =>
      hazardShare * chance + (1 - hazardShare) * pooled.fixedProbabilities[bin],
  );
  return { fixedProbabilities, hazardShare, shares: pooled.shares };
}
