import type { DecisionName, FixState, RiskBandName } from './types';

/**
 * What to do about a fix group, by its own band under *wait* (never under the present plan).
 *
 * - A fix is available: `act` when critical, or exploited and high; `next-window` when high or exploited; else
 *   `schedule` when some finding is confirmed, and `monitor` when none is.
 * - No fix will come (`no_fix_planned`, or the device is past its end of support and none is available): `mitigate`
 *   when exploited or at least medium, else `accept`.
 * - No fix yet: `mitigate` when exploited; when at least medium `schedule` if the fix is forecast in time, else
 *   `mitigate`; `monitor` when low, or when only medium and no finding is confirmed.
 *
 * @public
 */
export function decide(input: {
  band: RiskBandName;
  exploited: boolean;
  /** Some finding of the group is known to affect the device, rather than under investigation or unknown. */
  confirmed: boolean;
  fixState: FixState;
  /** The fix is forecast, at the median, by the end of the group's service level. */
  fixInTime: boolean;
  pastEndOfSupport: boolean;
}): DecisionName {
  const { band, exploited, confirmed, fixState } = input;
  const atLeastHigh = band === 'critical' || band === 'high';
  if (fixState === 'available') {
    if (band === 'critical' || (exploited && atLeastHigh)) {
      return 'act';
    }
    if (exploited || atLeastHigh) {
      return 'next-window';
    }
    return confirmed ? 'schedule' : 'monitor';
  }
  if (fixState === 'no_fix_planned' || input.pastEndOfSupport) {
    return exploited || band !== 'low' ? 'mitigate' : 'accept';
  }
  if (exploited) {
    return 'mitigate';
  }
  if (atLeastHigh || (confirmed && band === 'medium')) {
    return input.fixInTime ? 'schedule' : 'mitigate';
  }
  return 'monitor';
}
