import { parseArgs } from 'node:util';
import { OptionError } from '../OptionError';
import type { BenchEngine } from '../pipeline/BenchDatabase';
import { wholeNumber } from '../wholeNumber';

/** What the benchmark of components is asked to measure. */
export interface ComponentBenchOptions {
  rows: number;
  devices: number;
  questions: number;
  engines: BenchEngine[];
  seed: number;
}

const ENGINES: Record<string, BenchEngine[]> = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
};

/** @throws OptionError naming option, value and remedy */
export function readComponentBenchOptions(
  args: string[],
): ComponentBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '5000000' },
      devices: { type: 'string', default: '100000' },
      questions: { type: 'string', default: '200' },
      engine: { type: 'string', default: 'both' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (!Object.hasOwn(ENGINES, values.engine)) {
    throw new OptionError(
      `--engine is "${values.engine}"; use sqlite, postgres or both`,
    );
  }
  return {
    rows: wholeNumber('rows', values.rows, 100_000_000),
    devices: wholeNumber('devices', values.devices, 10_000_000),
    questions: wholeNumber('questions', values.questions, 100_000),
    engines: ENGINES[values.engine],
    seed: wholeNumber('seed', values.seed, 2 ** 31),
  };
}
