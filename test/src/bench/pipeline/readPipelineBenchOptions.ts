import { parseArgs } from 'node:util';
import type { BenchEngine } from './BenchDatabase';
import { wholeNumber } from '../wholeNumber';
import { OptionError } from '../OptionError';

/** What the pipeline benchmark is asked to measure. */
export interface PipelineBenchOptions {
  /** Sizes of the organisations, in findings. */
  findings: number[];
  engines: BenchEngine[];
  /** How often bare loop and assessment are measured, one after the other. */
  pairs: number;
  /** Share of the vulnerabilities whose EPSS value moves in a day, 0 to 1. */
  epssShare: number;
  seed: number;
  chunkFindings?: number;
}

const ENGINES: Record<string, BenchEngine[]> = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
};

/** @throws OptionError naming option, value and remedy */
export function readPipelineBenchOptions(args: string[]): PipelineBenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      findings: { type: 'string', default: '1000,10000,100000' },
      engine: { type: 'string', default: 'both' },
      pairs: { type: 'string', default: '3' },
      'epss-share': { type: 'string', default: '0.05' },
      seed: { type: 'string', default: '1' },
      'chunk-findings': { type: 'string' },
    },
  });
  const engines = ENGINES[values.engine];
  if (!engines) {
    throw new OptionError(
      `--engine ${values.engine}: give one of ${Object.keys(ENGINES).join(
        ', ',
      )}`,
    );
  }
  const epssShare = Number(values['epss-share']);
  if (!(epssShare >= 0 && epssShare <= 1)) {
    throw new OptionError(
      `--epss-share ${values['epss-share']}: give a share from 0 to 1`,
    );
  }
  const chunk = values['chunk-findings'];
  return {
    findings: values.findings
      .split(',')
      .map(text => wholeNumber('findings', text, 1_000_000)),
    engines,
    pairs: wholeNumber('pairs', values.pairs, 50),
    epssShare,
    seed: wholeNumber('seed', values.seed, 2 ** 31),
    chunkFindings: chunk
      ? wholeNumber('chunk-findings', chunk, 100_000)
      : undefined,
  };
}
