import { shippedExploitModel } from '../../src/forecast/shippedExploitModel';
import { shippedFixModel } from '../../src/forecast/shippedFixModel';
import { backtestExploit } from './backtestExploit';
import { backtestFix } from './backtestFix';
import { exploitRows } from './exploitRows';
import { fixRows, lateFixRows } from './fixRows';
import { formatBacktest } from './formatBacktest';

/** Held-out figures of the shipped models, as tables. */
export function backtest(): string {
  return formatBacktest(
    backtestExploit(shippedExploitModel, exploitRows()),
    backtestFix(shippedFixModel, fixRows(), lateFixRows()),
  );
}
