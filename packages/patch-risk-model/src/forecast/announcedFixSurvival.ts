import { AgeHazard } from './hazard/AgeHazard';

/** Days before the announced date at which a fix may already come. */
const EARLY_DAYS = 14;

/**
 * Slippage of announced dates: weekly chances of 5 % in the two weeks before
 * the date, 20 % in the eight weeks from the date on, 5 % after that. The
 * public data has too few announced dates to fit this, so it is an assumption:
 * half of the fixes are there 19 days after the date, nine in ten four months
 * after it.
 */
const SLIPPAGE = AgeHazard.create(
  [
    { fromDay: 0, rowDays: 7 },
    { fromDay: EARLY_DAYS, rowDays: 7 },
    { fromDay: EARLY_DAYS + 56, rowDays: 7 },
  ],
  [0.05, 0.2, 0.05],
);

/**
 * Chance that an announced fix is not there `days` days from now, where the
 * announced date lies `daysUntilPlanned` days ahead (negative: overdue).
 */
export function announcedFixSurvival(
  daysUntilPlanned: number,
  days: number,
): number {
  const position = EARLY_DAYS - daysUntilPlanned;
  const from = Math.max(position, 0);
  const to = Math.max(position + days, 0);
  return SLIPPAGE.survival(from, to - from);
}
