import type { TailPrior } from '../tail/TailPrior';

/** What a Gaussian does beyond |z| = 3, worth this many points of history. */
export const DEVIATION_PRIOR: TailPrior = {
  rows: 1_000,
  rate: 0.0027,
  exceedances: 10,
  meanExcess: 0.35,
};
