import { growthExponent } from '../growthExponent';
import { type DiscoveryFigures, measureDiscovery } from './measureDiscovery';
import { readDiscoveryBenchOptions } from './readDiscoveryBenchOptions';

const say = (line: string) => process.stdout.write(`${line}\n`);

function show(figures: DiscoveryFigures) {
  const { rows, sightings, readSeconds, importSeconds, againSeconds } = figures;
  const seconds = readSeconds + importSeconds;
  say(
    `${rows} rows, ${sightings} sightings: ${figures.devices} devices, ${figures.conflicts} of them with conflicts`,
  );
  say(
    `  read in ${readSeconds.toFixed(2)} s, imported in ${importSeconds.toFixed(
      2,
    )} s: ${(sightings / seconds).toFixed(0)} sightings a second`,
  );
  say(
    `  again in ${againSeconds.toFixed(2)} s with ${
      figures.againChanges
    } changes`,
  );
  say(
    `  snapshot of ${figures.snapshotMegabytes.toFixed(
      1,
    )} MB, ${figures.residentMegabytes.toFixed(0)} MB resident`,
  );
}

/** `bench -- discovery`: makes devices of lists, scans and leases of growing size. */
async function run() {
  const { devices: sizes, seed } = readDiscoveryBenchOptions(
    process.argv.slice(2),
  );
  const points: Array<{ size: number; seconds: number }> = [];
  for (const devices of sizes) {
    const figures = await measureDiscovery({ devices, seed });
    show(figures);
    points.push({
      size: figures.sightings,
      seconds: figures.readSeconds + figures.importSeconds,
    });
  }
  const exponent = growthExponent(points);
  say(
    exponent === undefined
      ? 'growth exponent unknown, as only one size was measured'
      : `growth exponent ${exponent.toFixed(2)} (1 is proportional)`,
  );
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
