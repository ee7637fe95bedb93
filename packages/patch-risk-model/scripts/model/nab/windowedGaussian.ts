const WINDOW = 6_400;
const STEP = 10;

/**
 * The baseline of NAB of this name: how far a value is from the mean of a
 * window of at most 6,400 values before it, refreshed every 10 values once the
 * window is full, in standard deviations. NAB's version gives the chance that
 * belongs to this distance; the order, and so every figure, is the same.
 */
export function windowedGaussian(values: ArrayLike<number>): number[] {
  let window: number[] = [];
  let waiting: number[] = [];
  let mean = 0;
  let spread = 1;
  const scores: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    scores.push(window.length > 0 ? Math.abs(value - mean) / spread : 0);
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
