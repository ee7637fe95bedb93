import { AgeHazard } from './hazard/AgeHazard';
import {
  DEFAULT_SLIPPAGE,
  EARLY_DAYS,
  SLIPPAGE_BINS,
} from './promises/SLIPPAGE';

/**
 * Chance that an announced fix is not there `days` days from now, where the
 * announced date lies `daysUntilPlanned` days ahead (negative: overdue).
 *
 * @param slippage - weekly chances in the stretches of `SLIPPAGE_BINS`; the
 * stated assumption by default
 */
export function announcedFixSurvival(
  daysUntilPlanned: number,
  days: number,
  slippage: readonly number[] = DEFAULT_SLIPPAGE,
): number {
  const position = EARLY_DAYS - daysUntilPlanned;
  const from = Math.max(position, 0);
  const to = Math.max(position + days, 0);
  return AgeHazard.create(SLIPPAGE_BINS, slippage).survival(from, to - from);
}
