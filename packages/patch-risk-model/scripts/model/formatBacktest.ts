import type { BacktestTable } from './backtestExploit';
import { formatTable } from './formatTable';
import { EXPLOIT_WINDOWS, FIX_WINDOWS, LATE_FIX_WINDOWS } from './windows';

/** Held-out figures of both models as tables, with their windows. */
export function formatBacktest(
  exploit: BacktestTable,
  fix: BacktestTable,
): string {
  return [
    formatTable(
      `Exploit within a year: trained on ${EXPLOIT_WINDOWS.train} to ${EXPLOIT_WINDOWS.test}, tested on CVEs published until ${EXPLOIT_WINDOWS.end}`,
      exploit,
    ),
    formatTable(
      `Fix: trained on ${FIX_WINDOWS.train} to ${FIX_WINDOWS.test}, tested on advisories until ${FIX_WINDOWS.end}; late fixes ${LATE_FIX_WINDOWS.train} to ${LATE_FIX_WINDOWS.test}, tested until ${LATE_FIX_WINDOWS.end}`,
      fix,
    ),
  ].join('\n');
}
