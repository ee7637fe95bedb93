import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growthExponent } from '../growthExponent';
import { summary } from '../summary';
import { measureSize } from './measureSize';
import type { SizeFigures } from './measureSize';
import { readPipelineBenchOptions } from './readPipelineBenchOptions';
import { showSize } from './showSize';
import { showError } from '../showError';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `bench -- pipeline`: measures full assessments and prints what came out. */
async function run(): Promise<void> {
  const bench = readPipelineBenchOptions(process.argv.slice(2));
  const postgresUrl = process.env.PATCH_RISK_BENCH_POSTGRES;
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const engine of bench.engines) {
    const sizes: SizeFigures[] = [];
    for (const findings of bench.findings) {
      const figures = await measureSize({
        bench,
        engine,
        findings,
        folder,
        postgresUrl,
      });
      if (sizes.length === 0) {
        say(`Organisation: ${figures.organisation.source}`);
      }
      sizes.push(figures);
      showSize(figures).forEach(say);
    }
    const exponent = growthExponent(
      sizes.map(({ organisation, pairs }) => ({
        size: organisation.findings,
        seconds: summary(pairs.map(pair => pair.full.seconds)).median,
      })),
    );
    say(
      exponent === undefined
        ? `${engine}: growth exponent unknown, as only one size was measured`
        : `${engine}: growth exponent ${exponent.toFixed(
            2,
          )} (1 is proportional)`,
    );
  }
}

// Backstage's database service keeps a timer that would keep the process alive.
run().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
