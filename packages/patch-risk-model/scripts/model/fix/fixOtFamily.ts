import type { Family } from '../families/Family';
import { backtestFixOt } from './backtestFixOt';
import { trainFixOt } from './trainFixOt';

/** The fix forecast of OT advisories. */
export const fixOtFamily: Family = {
  name: 'fix-ot',
  train: trainFixOt,
  backtest: backtestFixOt,
};
