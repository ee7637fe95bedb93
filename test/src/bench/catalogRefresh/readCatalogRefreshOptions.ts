import { parseArgs } from 'node:util';
import { OptionError } from '../OptionError';
import { wholeNumber } from '../wholeNumber';

/** What the benchmark of the catalog's refresh is asked to measure. */
export interface CatalogRefreshOptions {
  engine: 'sqlite' | 'postgres';
  devices: number;
  changes: number;
  described: number;
  /** How long the catalog may take to come to rest after each run. */
  waitSeconds: number;
}

/** @throws OptionError naming option, value and remedy */
export function readCatalogRefreshOptions(
  args: string[],
): CatalogRefreshOptions {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', default: 'sqlite' },
      devices: { type: 'string', default: '10000' },
      changes: { type: 'string', default: '100' },
      described: { type: 'string', default: '50' },
      'wait-seconds': { type: 'string', default: '3600' },
    },
  });
  if (values.engine !== 'sqlite' && values.engine !== 'postgres') {
    throw new OptionError(`--engine ${values.engine}: give sqlite or postgres`);
  }
  const count = (name: 'devices' | 'changes' | 'described' | 'wait-seconds') =>
    wholeNumber(name, values[name], 1_000_000);
  return {
    engine: values.engine,
    devices: count('devices'),
    changes: count('changes'),
    described: count('described'),
    waitSeconds: count('wait-seconds'),
  };
}
