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

/** The logarithmic index, 0 to 100: `100 · (log10 L + 5) / 6`, clipped; ten points are a factor of four. @public */
export function riskIndex(loss: number): number {
  return loss > 0
    ? Math.min(100, Math.max(0, (100 * (Math.log10(loss) + 5)) / 6))
    : 0;
}

/** L at an index, the inverse of `riskIndex` inside (0, 100). @public */
export function lossAtIndex(index: number): number {
  return Math.pow(10, (6 * index) / 100 - 5);
}
