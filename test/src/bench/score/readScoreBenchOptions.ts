import { parseArgs } from 'node:util';
import { wholeNumber } from '../wholeNumber';

/** What the score benchmark is asked to measure. */
export interface ScoreBenchOptions {
  findings: number[];
  pairs: number;
  seed: number;
}

/** @throws Error naming option, value and remedy */
export function readScoreBenchOptions(args: string[]): ScoreBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      findings: { type: 'string', default: '1000000,10000000' },
      pairs: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  return {
    findings: values.findings
      .split(',')
      .map(text => wholeNumber('findings', text, 20_000_000)),
    pairs: wholeNumber('pairs', values.pairs, 50),
    seed: wholeNumber('seed', values.seed, 2 ** 31),
  };
}
