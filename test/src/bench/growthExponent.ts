/**
 * How time grows with size: the slope b of log time = a + b · log size by least squares. 1 is proportional growth.
 *
 * @returns undefined for fewer than two sizes
 */
export function growthExponent(
  points: readonly { size: number; seconds: number }[],
): number | undefined {
  if (new Set(points.map(point => point.size)).size < 2) {
    return undefined;
  }
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const sizes = points.map(point => Math.log(point.size));
  const times = points.map(point => Math.log(point.seconds));
  const middle = { size: mean(sizes), time: mean(times) };
  let covariance = 0;
  let variance = 0;
  for (const [i, size] of sizes.entries()) {
    covariance += (size - middle.size) * (times[i] - middle.time);
    variance += (size - middle.size) ** 2;
  }
  return covariance / variance;
}
