import { ConfigReader } from '@backstage/config';
import { Discovery } from '@patch-risk/backstage-plugin-patch-risk-backend/src/discovery/Discovery';
import { SystemClock } from '@patch-risk/backstage-plugin-patch-risk-backend/src/clock/SystemClock';
import { WorkerPool } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/WorkerPool';
import { makeSources } from '../discovery/makeSources';
import { BenchDatabase } from '../pipeline/BenchDatabase';
import { quietLogger } from '../quietLogger';

/** What one size took. */
export interface ImportFigures {
  rows: number;
  devices: number;
  seconds: number;
  againSeconds: number;
  /** Rows of devices that the second import wrote. */
  againWrites: number;
  /** Largest resident memory of the process, worker thread included. */
  peakMegabytes: number;
}

const PIECE_BYTES = 65_536;
const SAMPLE_MS = 200;

async function* piecesOf(text: string) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}

/** Imports a generated list into an empty SQLite database, and then the same again. */
export async function measureImport(options: {
  devices: number;
  seed: number;
  folder: string;
}): Promise<ImportFigures> {
  const { devices, folder } = options;
  const { csv } = makeSources(options);
  const bench = await BenchDatabase.open({ engine: 'sqlite', folder });
  const database = bench.knex;
  const config = new ConfigReader({});
  const workers = WorkerPool.fromConfig(config);
  const discovery = Discovery.fromConfig({
    clock: SystemClock.fromConfig(config),
    config,
    database,
    logger: quietLogger,
    workers,
  });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const send = async () => {
    const startedAt = performance.now();
    const { id } = await discovery.start(piecesOf(csv), {
      kind: 'csv',
      source: 'csv',
      file: 'list.csv',
      preview: false,
      startedBy: 'bench',
    });
    await discovery.runner.idle();
    const { state, error } = await discovery.import(id);
    if (state !== 'done') throw new Error(`The import is ${state}: ${error}`);
    return (performance.now() - startedAt) / 1000;
  };
  const revision = async () =>
    Number((await database('discovery_state').first('revision')).revision);
  try {
    const seconds = await send();
    const before = await revision();
    const againSeconds = await send();
    const { total } = await discovery.listDevices({ limit: 1 });
    return {
      rows: devices,
      devices: total,
      seconds,
      againSeconds,
      againWrites: (await revision()) - before,
      peakMegabytes: peak / 1e6,
    };
  } finally {
    clearInterval(sampler);
    await workers.close();
    await database.destroy();
  }
}
