import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDiscoveryBenchOptions } from '../discovery/readDiscoveryBenchOptions';
import { growthExponent } from '../growthExponent';
import { showError } from '../showError';
import { measureImport } from './measureImport';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `bench -- discovery-import`: imports lists of growing size into a database. */
async function run(): Promise<void> {
  const bench = readDiscoveryBenchOptions(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const points: { size: number; seconds: number }[] = [];
  for (const devices of bench.devices) {
    const figures = await measureImport({ devices, seed: bench.seed, folder });
    say(
      `${figures.rows} rows: ${
        figures.devices
      } devices in ${figures.seconds.toFixed(
        1,
      )} s, again in ${figures.againSeconds.toFixed(1)} s with ${
        figures.againWrites
      } writes, ${figures.peakMegabytes.toFixed(0)} MB resident at most`,
    );
    points.push({ size: devices, seconds: figures.seconds });
  }
  const exponent = growthExponent(points);
  say(
    exponent === undefined
      ? 'growth exponent unknown, as only one size was measured'
      : `growth exponent ${exponent.toFixed(2)} (1 is proportional)`,
  );
}

run().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
