import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../../harness/root';
import { startBackend } from '../../harness/startBackend';
import { showSummary } from '../showSummary';
import { measureCatalog } from './measureCatalog';
import { readGuestBenchOptions } from './readGuestBenchOptions';
import { writeLargeDocument } from './writeLargeDocument';
import { showError } from '../showError';

const say = (line: string) => process.stdout.write(`${line}\n`);
// A phase ends with its work; this bounds the requests all the same.
const MOST_REQUESTS = 20_000;

interface Phase {
  p99: number;
  max: number;
  p95: number;
  seconds: number;
}

/** `bench -- guest`: what the host feels while the guest works. */
async function run(folder: string): Promise<void> {
  const bench = readGuestBenchOptions(process.argv.slice(2));
  const document = join(folder, 'large.json');
  await writeLargeDocument(document, bench.documentMegabytes * 1e6);
  const postgresUrl = process.env.PATCH_RISK_BENCH_POSTGRES;
  const backend = await startBackend({
    dataDirectory: folder,
    entry: join(root, 'test', 'src', 'bench', 'guest', 'backend.ts'),
    seconds: 240,
    config: {
      catalog: {
        locations: [
          { type: 'file', target: join(root, 'catalog', 'all.yaml') },
        ],
      },
      bench: {
        engine: bench.engine,
        folder,
        findings: bench.findings,
        document,
        ...(bench.share ? { mainThreadShare: bench.share } : {}),
        ...(postgresUrl ? { postgresUrl } : {}),
      },
    },
  });
  try {
    const call = async (method: string, path: string) => {
      const response = await fetch(`${backend.url}/api/bench${path}`, {
        method,
      });
      if (!response.ok) {
        throw new Error(
          `${path}: ${response.status} ${await response.text()}\n${backend
            .log()
            .slice(-2000)}`,
        );
      }
      return response.json();
    };
    const token = await backend.token();
    const measure = async (work: () => Promise<void>): Promise<Phase> => {
      await call('POST', '/reset');
      const start = performance.now();
      const { p95 } = await measureCatalog({
        url: backend.url,
        token,
        until: work(),
        most: MOST_REQUESTS,
      });
      const seconds = (performance.now() - start) / 1000;
      return { ...(await call('GET', '/delay')), p95, seconds };
    };
    const idle = () => measure(() => delay(bench.idleSeconds * 1000));
    const work = {
      'full assessment': async () => void (await call('POST', '/assess')),
      [`reading a document of ${bench.documentMegabytes} MB`]: async () =>
        void (await call('POST', '/read')),
    };
    const organisation = await call('POST', '/prepare');
    say(
      `${bench.engine}, ${organisation.findings} findings on ${organisation.devices} devices, in a backend with catalog and patch-risk`,
    );
    // Let the catalog settle, and every path run once.
    await idle();
    const pairs: { name: string; quiet: Phase; busy: Phase }[] = [];
    for (let pair = 0; pair < bench.pairs; pair++) {
      await call('POST', '/prepare');
      for (const [name, each] of Object.entries(work)) {
        const quiet = await idle();
        pairs.push({ name, quiet, busy: await measure(each) });
      }
    }
    for (const name of Object.keys(work)) {
      const own = pairs.filter(pair => pair.name === name);
      const show = (
        of: (pair: (typeof own)[number]) => number,
        unit: string,
        digits = 1,
      ) => showSummary(own.map(of), unit, digits);
      say(`during ${name}, ${show(pair => pair.busy.seconds, 's')}`);
      say(
        `  event loop delay p99: ${show(
          pair => pair.busy.p99,
          'ms',
        )}, idle ${show(pair => pair.quiet.p99, 'ms')}; aim 50 ms`,
      );
      say(
        `  event loop delay, longest: ${show(
          pair => pair.busy.max,
          'ms',
          0,
        )}, idle ${show(pair => pair.quiet.max, 'ms', 0)}`,
      );
      say(
        `  catalog p95: ${show(pair => pair.busy.p95, 'ms')}, idle ${show(
          pair => pair.quiet.p95,
          'ms',
        )}; ratio ${show(
          pair => pair.busy.p95 / pair.quiet.p95,
          '',
          2,
        )}; aim 1.2`,
      );
    }
  } finally {
    await backend.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-bench-guest-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
run(folder).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${showError(error)}\n`);
    process.exit(1);
  },
);
