/** Quantile with linear interpolation between order statistics at position (n − 1) · share. */
function quantile(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/**
 * 10th to 90th percentile of a device's L over the draws, widened where need be to hold the value itself.
 *
 * @public
 */
export function lossInterval(
  losses: Float64Array,
  loss: number,
): { low: number; high: number } {
  const sorted = Float64Array.from(losses).sort();
  return {
    low: Math.min(loss, quantile(sorted, 0.1)),
    high: Math.max(loss, quantile(sorted, 0.9)),
  };
}
