const HOUR = 3_600_000;

/** Whether something unusual came in this hour of day, or in one beside it, on an earlier day. */
export function isTouched(touched: number, at: number): boolean {
  const hour = Math.floor(at / HOUR) % 24;
  return [hour, (hour + 23) % 24, (hour + 1) % 24].some(
    each => (touched & (1 << each)) !== 0,
  );
}
