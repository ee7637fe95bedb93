import type { DecisionName, FixState, RiskBandName } from './types';

/**
 * What to do about a fix group, by its own band under *wait* (never under the present plan).
 *
 * - No fix will come (`no_fix_planned`, or the device is past its end of support and none is available): `mitigate`
 *   when exploited or at least medium, else `accept`.
 * - A fix is available: `act` when critical, or exploited and high; `next-window` when high or exploited; `schedule`
 *   when the index is above 0; else `monitor`.
 * - No fix yet: `mitigate` when exploited or at least high, else `monitor`.
 *
 * @public
 */
export function decide(input: {
  band: RiskBandName;
  /** Of the group's own L. */
  index: number;
  exploited: boolean;
  fixState: FixState;
  pastEndOfSupport: boolean;
}): DecisionName {
  const { band, index, exploited, fixState, pastEndOfSupport } = input;
  const atLeastHigh = band === 'critical' || band === 'high';
  if (fixState === 'available') {
    if (band === 'critical' || (exploited && atLeastHigh)) {
      return 'act';
    }
    if (exploited || atLeastHigh) {
      return 'next-window';
    }
    return index > 0 ? 'schedule' : 'monitor';
  }
  if (fixState === 'no_fix_planned' || pastEndOfSupport) {
    return exploited || band !== 'low' ? 'mitigate' : 'accept';
  }
  return exploited || atLeastHigh ? 'mitigate' : 'monitor';
}
