import { shippedFixModel } from '../../src/forecast/shippedFixModel';
import { backtestFix } from './backtestFix';
import { fixRows, lateFixRows } from './fixRows';
import { formatBacktest } from './formatBacktest';

/** Held-out figures of the shipped models, as tables. */
export function backtest(): string {
  return formatBacktest(backtestFix(shippedFixModel, fixRows(), lateFixRows()));
}
