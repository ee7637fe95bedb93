/**
 * Exact Shapley values of n factors over all 2^n coalitions:
 * `φ_i = Σ_{S ∌ i} |S|! (n − 1 − |S|)! / n! · (v(S ∪ i) − v(S))`. They add up to v(all) − v(none).
 *
 * @param values - v by coalition; bit i of the position says that factor i is in it
 * @returns one value for each factor
 * @public
 */
export function shapley(values: ArrayLike<number>): number[] {
  const count = Math.round(Math.log2(values.length));
  const factorial = [1];
  for (let i = 1; i <= count; i++) {
    factorial.push(factorial[i - 1] * i);
  }
  const shares = new Array<number>(count).fill(0);
  for (let coalition = 0; coalition < values.length; coalition++) {
    let size = 0;
    for (let bits = coalition; bits > 0; bits = Math.floor(bits / 2)) {
      size += bits % 2;
    }
    for (let factor = 0; factor < count; factor++) {
      const bit = 2 ** factor;
      if (Math.floor(coalition / bit) % 2 === 0) {
        const weight =
          (factorial[size] * factorial[count - 1 - size]) / factorial[count];
        shares[factor] +=
          weight * (values[coalition + bit] - values[coalition]);
      }
    }
  }
  return shares;
}
