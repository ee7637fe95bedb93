/** No more correlation than this is believed, so that the matrix stays well away from singular. */
const MOST = 0.95;

/**
 * z' R⁻¹ z with R the shrunk correlations: Hotelling's T² over all principal
 * components at once, the small ones, which T² and Q charts split off as Q,
 * held back by the shrinkage.
 *
 * @param z - deviations of n metrics, in standard deviations
 * @param options - `products`: mean products of deviations, upper triangle row
 * by row; `trust`: weight of the correlations, 0 to 1
 */
export function jointDistance(
  z: number[],
  options: { products: number[]; trust: number },
): number {
  const { products, trust } = options;
  const n = z.length;
  const diagonal: number[] = [];
  let position = 0;
  for (let row = 0; row < n; row++) {
    diagonal.push(Math.sqrt(Math.max(products[position], 1e-9)));
    position += n - row;
  }
  // Cholesky by columns, and the forward substitution with it.
  const lower: number[][] = [];
  let sum = 0;
  const solved: number[] = [];
  for (let row = 0; row < n; row++) {
    const line: number[] = [];
    let rest = z[row];
    let pivot = 1;
    for (let column = 0; column < row; column++) {
      const index = column * n - (column * (column - 1)) / 2 + row - column;
      let value =
        (MOST * trust * products[index]) / (diagonal[row] * diagonal[column]);
      const other = lower[column];
      for (let k = 0; k < column; k++) {
        value -= line[k] * other[k];
      }
      value /= other[column];
      line.push(value);
      pivot -= value * value;
      rest -= value * solved[column];
    }
    const root = Math.sqrt(Math.max(pivot, 1e-6));
    line.push(root);
    lower.push(line);
    solved.push(rest / root);
    sum += (rest / root) ** 2;
  }
  return sum;
}
