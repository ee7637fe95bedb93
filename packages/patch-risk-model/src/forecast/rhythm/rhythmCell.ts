/** Cells of `RhythmModel`. */
export const RHYTHM_CELLS = 35;

/** The cell of a day, which is given in days since 1970-01-01 (a Thursday). */
export function rhythmCell(day: number): number {
  const weekday = (((day + 3) % 7) + 7) % 7;
  const dayOfMonth = new Date(day * 86_400_000).getUTCDate();
  return weekday * 5 + Math.floor((dayOfMonth - 1) / 7);
}
