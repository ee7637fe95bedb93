import type { BacktestTable } from './BacktestTable';
import { formatTable } from './formatTable';
import { FIX_WINDOWS, LATE_FIX_WINDOWS } from './windows';

/** Held-out figures of the fix model as a table, with its windows. */
export function formatBacktest(fix: BacktestTable): string {
  return formatTable(
    `Fix: trained on ${FIX_WINDOWS.train} to ${FIX_WINDOWS.test}, tested on advisories until ${FIX_WINDOWS.end}; late fixes ${LATE_FIX_WINDOWS.train} to ${LATE_FIX_WINDOWS.test}, tested until ${LATE_FIX_WINDOWS.end}`,
    fix,
  );
}
