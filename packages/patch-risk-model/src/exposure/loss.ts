/** `p · impact` never gets nearer to 1 than this. @public */
export const LOSS_CAP = 1e-9;

/**
 * `L = −ln(1 − p · impact)`, `p · impact` capped at 1 − 1e-9; adds up over independent groups.
 *
 * @public
 */
export function lossOf(hit: number, impact: number): number {
  return -Math.log1p(-Math.min(1 - LOSS_CAP, hit * impact));
}

/** The plain chance of L: `1 − e^−L`. @public */
export function lossProbability(loss: number): number {
  return -Math.expm1(-loss);
}

/** Powers of ten of L that the index spans: from 1e-9 at 0 to 1 at 100. @public */
export const INDEX_DECADES = 9;

/** What is not nil is not shown as nil: the index of an L that is above 0, however small. */
const LEAST_INDEX = 0.1;

/**
 * The logarithmic index: `100 · (log10 L + 9) / 9`, clipped to 0.1 to 100, and 0 for L = 0 alone; ten points are a factor
 * of eight.
 *
 * @public
 */
export function riskIndex(loss: number): number {
  const index = (100 * (Math.log10(loss) + INDEX_DECADES)) / INDEX_DECADES;
  return loss > 0 ? Math.min(100, Math.max(LEAST_INDEX, index)) : 0;
}

/** L at an index, the inverse of `riskIndex` inside (0.1, 100). @public */
export function lossAtIndex(index: number): number {
  return Math.pow(10, (INDEX_DECADES * index) / 100 - INDEX_DECADES);
}
