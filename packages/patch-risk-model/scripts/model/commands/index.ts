import type { Command } from '@internal/command-line';
import { backtest } from './backtest';
import { card } from './card';
import { detect } from './detect';
import { forecastExploit } from './forecastExploit';
import { forecastFix } from './forecastFix';
import { train } from './train';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  forecastFix,
  forecastExploit,
  detect,
  train,
  backtest,
  card,
];
