import { parseArgs } from 'node:util';

/** What the guest benchmark is asked to measure. */
export interface GuestBenchOptions {
  engine: 'sqlite' | 'postgres';
  findings: number;
  pairs: number;
  idleSeconds: number;
  documentMegabytes: number;
  /** `patchRisk.workers.mainThreadShare`; without it the product's default. */
  share?: number;
}

/** @throws Error naming option, value and remedy */
export function readGuestBenchOptions(args: string[]): GuestBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', default: 'sqlite' },
      findings: { type: 'string', default: '50000' },
      pairs: { type: 'string', default: '3' },
      'idle-seconds': { type: 'string', default: '5' },
      'document-megabytes': { type: 'string', default: '200' },
      share: { type: 'string' },
    },
  });
  const count = (
    name: 'findings' | 'pairs' | 'idle-seconds' | 'document-megabytes',
  ) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > 1_000_000) {
      throw new Error(
        `--${name} ${values[name]}: give a whole number of at least 1`,
      );
    }
    return value;
  };
  if (values.engine !== 'sqlite' && values.engine !== 'postgres') {
    throw new Error(`--engine ${values.engine}: give sqlite or postgres`);
  }
  return {
    engine: values.engine,
    findings: count('findings'),
    pairs: count('pairs'),
    idleSeconds: count('idle-seconds'),
    documentMegabytes: count('document-megabytes'),
    share: values.share === undefined ? undefined : Number(values.share),
  };
}
