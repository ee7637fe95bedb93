const WINDOW = 6_400;
const STEP = 10;

/**
 * The baseline of NAB of this name: 1 − tail chance of a value under a normal
 * distribution whose mean and spread come from a window of at most 6,400
 * values before it, refreshed every 10 values once the window is full.
 */
export function windowedGaussian(values: ArrayLike<number>): number[] {
  let window: number[] = [];
  let waiting: number[] = [];
  let mean = 0;
  let spread = 1;
  const scores: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    scores.push(window.length > 0 ? 1 - tailChance(value, mean, spread) : 0);
    if (window.length < WINDOW) {
      window.push(value);
      [mean, spread] = moments(window);
    } else {
      waiting.push(value);
      if (waiting.length === STEP) {
        window = [...window.slice(STEP), ...waiting];
        waiting = [];
        [mean, spread] = moments(window);
      }
    }
  }
  return scores;
}

function moments(values: number[]): [number, number] {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
  }
  const mean = sum / values.length;
  for (const value of values) {
    squares += (value - mean) ** 2;
  }
  const spread = Math.sqrt(squares / values.length);
  return [mean, spread === 0 ? 0.000001 : spread];
}

/** One-sided chance of a value at least as far from the mean. */
function tailChance(value: number, mean: number, spread: number): number {
  const z = Math.abs(value - mean) / spread;
  return 0.5 * complementaryError(z / Math.SQRT2);
}

/** erfc for x ≥ 0 (Abramowitz and Stegun 7.1.26; error below 1.5e-7). */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const sum =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sum * Math.exp(-x * x);
}
