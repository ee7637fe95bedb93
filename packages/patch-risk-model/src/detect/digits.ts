/** Powers of ten up to here are exact. */
const MOST_EXACT = 22;
const POWERS = Array.from({ length: MOST_EXACT + 1 }, (_, power) =>
  Number(`1e${power}`),
);

/** A number cut to so many significant digits, at most 15. */
export function digits(value: number, count: number): number {
  if (value === 0 || !Number.isFinite(value)) {
    return value;
  }
  const places = count - 1 - Math.floor(Math.log10(Math.abs(value)));
  // Much faster than by text, and as short: both factors are whole and exact.
  if (places >= 0 && places <= MOST_EXACT) {
    const factor = POWERS[places];
    return Math.round(value * factor) / factor;
  }
  return Number(value.toPrecision(count));
}
