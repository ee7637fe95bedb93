import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AdvisoryIndex, rowsOfDocument, type NewRow } from '@patch-risk/match';
import { growthExponent } from '../growthExponent';
import { showSummary } from '../showSummary';
import { type MatchingFigures, measureMatching } from './measureMatching';
import { readMatchingBenchOptions } from './readMatchingBenchOptions';
import { OptionError } from '../OptionError';
import { showError } from '../showError';

const say = (line: string) => process.stdout.write(`${line}\n`);
const SHIPPED = resolve(
  __dirname,
  '../../../../../shared/data/csaf_ics/csaf_cisa_ot_it_until_2023.jsonl.gz',
);

function readAdvisories(): { documents: number; rows: NewRow[] } {
  const path = process.env.PATCH_RISK_BENCH_ADVISORIES ?? SHIPPED;
  if (!existsSync(path)) {
    throw new OptionError(
      `There are no advisories at ${path}; name a .jsonl.gz of CSAF documents in PATCH_RISK_BENCH_ADVISORIES`,
    );
  }
  const lines = gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '');
  const rows = lines.flatMap(
    (line, position) =>
      rowsOfDocument({
        value: JSON.parse(line),
        record: `line ${position + 1}`,
        today: new Date().toISOString().slice(0, 10),
      }).rows,
  );
  return { documents: lines.length, rows };
}

function show(figures: MatchingFigures) {
  const { matchSeconds: seconds, changedMilliseconds } = figures;
  const sorted = [...changedMilliseconds].sort((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1];
  say(
    `${figures.devices} devices, ${figures.pairs} pairs of device and component, ${figures.configurations} different:`,
  );
  say(
    `  matched in ${seconds.toFixed(2)} s: ${(figures.pairs / seconds).toFixed(
      0,
    )} pairs a second, ${figures.namesCompared} names compared, ${
      figures.findings
    } open findings`,
  );
  say(
    `  inventory made in ${figures.inventorySeconds.toFixed(
      2,
    )} s, ${figures.residentMegabytes.toFixed(0)} MB resident`,
  );
  say(
    `  one changed advisory: ${showSummary(
      changedMilliseconds,
      'ms',
      1,
    )}, 99th percentile ${p99.toFixed(1)} ms`,
  );
}

/** `bench -- matching`: matches inventories of growing size with all advisories. */
function run() {
  const bench = readMatchingBenchOptions(process.argv.slice(2));
  const startedAt = performance.now();
  const { documents, rows } = readAdvisories();
  const index = AdvisoryIndex.create();
  const byAdvisory = new Map<string, NewRow[]>();
  for (const row of rows) {
    index.add(row);
    const known = byAdvisory.get(row.advisoryId);
    if (known) known.push(row);
    else byAdvisory.set(row.advisoryId, [row]);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  say(
    `${documents} documents, ${
      rows.length
    } rows read and indexed in ${seconds.toFixed(2)} s`,
  );
  const sizes: MatchingFigures[] = [];
  for (const devices of bench.devices) {
    const figures = measureMatching({
      index,
      byAdvisory,
      rows,
      devices,
      bench,
    });
    sizes.push(figures);
    show(figures);
  }
  const exponent = growthExponent(
    sizes.map(({ devices, matchSeconds }) => ({
      size: devices,
      seconds: matchSeconds,
    })),
  );
  say(
    exponent === undefined
      ? 'growth exponent unknown, as only one size was measured'
      : `growth exponent ${exponent.toFixed(2)} (1 is proportional)`,
  );
}

try {
  run();
} catch (error) {
  process.stderr.write(`${showError(error)}\n`);
  process.exitCode = 1;
}
