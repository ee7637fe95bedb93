/**
 * Chance that a χ² variable exceeds a value, for a whole number of degrees of
 * freedom: Q(k/2, x/2) by its recurrence from Q(1, y) = e^−y or
 * Q(1/2, y) = erfc(√y) (Abramowitz and Stegun 26.4.4 and 26.4.5).
 */
export function chiSquareTail(value: number, degrees: number): number {
  const half = value / 2;
  if (half <= 0) {
    return 1;
  }
  const isEven = degrees % 2 === 0;
  let tail = isEven ? Math.exp(-half) : complementaryError(Math.sqrt(half));
  let term = isEven
    ? Math.exp(-half)
    : 2 * Math.sqrt(half / Math.PI) * Math.exp(-half);
  for (let k = isEven ? 2 : 1; k < degrees; k += 2) {
    if (isEven) {
      term *= half / (k / 2);
      tail += term;
    } else {
      tail += term;
      term *= half / (k / 2 + 1);
    }
  }
  return Math.min(1, tail);
}

/** erfc(x) for x ≥ 0: series near 0, continued fraction (Lentz) past 2. */
function complementaryError(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 60; n > 0; n--) {
    fraction = x + n / 2 / fraction;
  }
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
