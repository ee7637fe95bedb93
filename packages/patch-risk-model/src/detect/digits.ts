/** A number cut to so many significant digits. */
export function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
