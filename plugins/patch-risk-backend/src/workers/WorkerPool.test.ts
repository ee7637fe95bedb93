import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { WorkerPool } from './WorkerPool';

const head = '#model_version:v2025.03.14,score_date:2026-01-05T00:00:00+0000';

describe('WorkerPool', () => {
  const pools: WorkerPool[] = [];
  let folder: string;

  const createPool = (workers: object = {}) => {
    const pool = WorkerPool.fromConfig(
      new ConfigReader({ patchRisk: { workers } }),
    );
    pools.push(pool);
    return pool;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patch-risk-workers-'));
  });

  afterEach(async () => {
    for (const pool of pools.splice(0)) {
      await pool.close();
    }
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const writeScores = async (name: string, count: number) => {
    const cves = Array.from(
      { length: count },
      (_, i) => `CVE-2024-${10000 + i}`,
    );
    const path = join(folder, name);
    const rows = cves.map(cve => `${cve},0.5,0.9`);
    await writeFile(
      path,
      [head, 'cve,epss,percentile', ...rows, ''].join('\n'),
    );
    return { path, name, maxBytes: 1e9, knownCves: cves };
  };

  it('runs a task of the TypeScript source in a thread and hands on its batches in order', async () => {
    const input = await writeScores('batches.csv', 1_200);
    const batches: number[] = [];
    const output = await createPool().run('parse-epss', input, {
      async onBatch(batch) {
        await new Promise(resolve => setTimeout(resolve, 5));
        batches.push(batch.scores.length);
      },
    });
    expect(output).toMatchObject({ read: 1_200, accepted: 1_200, refused: 0 });
    expect(batches).toEqual([500, 500, 200]);
  });

  it('stops the task and throws the refusal when a batch is refused', async () => {
    const input = await writeScores('refused.csv', 1_200);
    const onBatch = jest.fn().mockRejectedValue(new Error('disk full'));
    await expect(
      createPool().run('parse-epss', input, { onBatch }),
    ).rejects.toThrow('disk full');
    expect(onBatch).toHaveBeenCalledTimes(1);
  });

  it('keeps the name and message of an error of the task', async () => {
    const path = join(folder, 'page.csv');
    await writeFile(path, '<html>Sign in</html>\n');
    await expect(
      createPool().run('parse-epss', {
        path,
        name: 'page.csv',
        maxBytes: 1000,
        knownCves: [],
      }),
    ).rejects.toMatchObject({
      name: 'FeedContentError',
      message: expect.stringContaining('page.csv is no EPSS table'),
    });
  });

  it('ends a thread that needs too much memory and stays usable', async () => {
    const pool = createPool({ maxMemoryMb: 48 });
    const input = await writeScores('large.csv', 400_000);
    await expect(pool.run('parse-epss', input)).rejects.toMatchObject({
      name: 'WorkerOutOfMemoryError',
      message: expect.stringContaining('48 MiB'),
    });
    const small = await writeScores('small.csv', 3);
    await expect(pool.run('parse-epss', small)).resolves.toMatchObject({
      read: 3,
    });
  }, 120_000);

  it('ends a running task when it is aborted', async () => {
    const input = await writeScores('aborted.csv', 1_200);
    const controller = new AbortController();
    await expect(
      createPool().run('parse-epss', input, {
        signal: controller.signal,
        onBatch: async () => controller.abort(),
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['threads', 0],
    ['maxMemoryMb', 1.5],
  ])('refuses %s: %s with the key and a remedy', (key, value) => {
    expect(() => createPool({ [key]: value })).toThrow(
      `Config patchRisk.workers.${key} is ${value}; set a whole number of at least 1`,
    );
  });
});
