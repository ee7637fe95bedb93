const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Week of the grid, from 1, in which a planned installation starts; one that should have started counts for this week.
 *
 * @param plannedStart - an instant, as is `asOf`
 */
export function planWeek(
  plannedStart: string | undefined,
  asOf: string,
): number | undefined {
  if (plannedStart === undefined) {
    return undefined;
  }
  const ahead = Date.parse(plannedStart) - Date.parse(asOf);
  return Math.max(1, Math.floor(ahead / WEEK_MS) + 1);
}
