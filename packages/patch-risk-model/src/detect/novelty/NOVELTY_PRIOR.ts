import type { TailPrior } from '../tail/TailPrior';

/** Before a metric is known: two of a hundred novelties exceed the threshold, by 0.02 ranges on average. */
export const NOVELTY_PRIOR: TailPrior = {
  rows: 1_000,
  rate: 0.02,
  exceedances: 10,
  meanExcess: 0.02,
};
