import { parseArgs } from 'node:util';

/** What the score benchmark is asked to measure. */
export interface ScoreBenchOptions {
  findings: number[];
  pairs: number;
  seed: number;
}

function wholeNumber(name: string, text: string, highest: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > highest) {
    throw new Error(
      `--${name} ${text}: give a whole number from 1 to ${highest}`,
    );
  }
  return value;
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
