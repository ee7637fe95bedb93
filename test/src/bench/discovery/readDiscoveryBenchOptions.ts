import { parseArgs } from 'node:util';
import { wholeNumber } from '../wholeNumber';

/** What the benchmark of discovery is asked to measure. */
export interface DiscoveryBenchOptions {
  devices: number[];
  seed: number;
}

/** @throws Error naming option, value and remedy */
export function readDiscoveryBenchOptions(
  args: string[],
): DiscoveryBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      devices: { type: 'string', default: '1000,10000,40000' },
      seed: { type: 'string', default: '1' },
    },
  });
  return {
    devices: values.devices
      .split(',')
      .map(text => wholeNumber('devices', text, 1_000_000)),
    seed: wholeNumber('seed', values.seed, 2 ** 31),
  };
}
