import { parseArgs } from 'node:util';
import { wholeNumber } from '../wholeNumber';
import { OptionError } from '../OptionError';

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

/** @throws OptionError naming option, value and remedy */
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
  ) => wholeNumber(name, values[name], 1_000_000);
  if (values.engine !== 'sqlite' && values.engine !== 'postgres') {
    throw new OptionError(`--engine ${values.engine}: give sqlite or postgres`);
  }
  return {
    engine: values.engine,
    findings: count('findings'),
    pairs: count('pairs'),
    idleSeconds: count('idle-seconds'),
    documentMegabytes: count('document-megabytes'),
    share: readShare(values.share),
  };
}

function readShare(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const share = Number(text);
  if (!(share > 0 && share <= 1)) {
    throw new OptionError(`--share ${text}: give a number above 0 and up to 1`);
  }
  return share;
}
