import { parseArgs } from 'node:util';
import { wholeNumber } from '../wholeNumber';

/** What the matching benchmark is asked to measure. */
export interface MatchingBenchOptions {
  devices: number[];
  components: number;
  changed: number;
  seed: number;
}

/** @throws Error naming option, value and remedy */
export function readMatchingBenchOptions(args: string[]): MatchingBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      devices: { type: 'string', default: '10000,100000' },
      components: { type: 'string', default: '50' },
      changed: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
  return {
    devices: values.devices
      .split(',')
      .map(text => wholeNumber('devices', text, 1_000_000)),
    components: wholeNumber('components', values.components, 10_000),
    changed: wholeNumber('changed', values.changed, 100_000),
    seed: wholeNumber('seed', values.seed, 2 ** 31),
  };
}
