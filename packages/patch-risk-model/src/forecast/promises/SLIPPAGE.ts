import type { AgeBin } from '../hazard/AgeHazard';

/** Days before the announced date at which a fix may already come. */
export const EARLY_DAYS = 14;

/** Stretches of a clock that starts `EARLY_DAYS` before the announced date. */
export const SLIPPAGE_BINS: AgeBin[] = [
  { fromDay: 0, rowDays: 7 },
  { fromDay: EARLY_DAYS, rowDays: 7 },
  { fromDay: EARLY_DAYS + 56, rowDays: 7 },
];

/**
 * Weekly chances where nothing is known of earlier announcements: 5 % in the
 * two weeks before the date, 20 % in the eight weeks from the date on, 5 % after
 * that. The public data has too few announced dates to fit this, so it is an
 * assumption: half of the fixes are there 19 days after the date, nine in ten
 * four months after it.
 */
export const DEFAULT_SLIPPAGE: readonly number[] = [0.05, 0.2, 0.05];
