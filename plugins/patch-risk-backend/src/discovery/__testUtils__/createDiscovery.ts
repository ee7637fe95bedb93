import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Sighting } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import type { WorkerPool } from '../../workers/WorkerPool';
import { Discovery } from '../Discovery';
import type { ImportAnswer, ImportBatch, ImportInput } from '../ImportInput';
import { importTask } from '../importTask';
import { mergeBatch } from '../mergeBatch';

/** Discovery on an empty database, with its work done here and not in threads. */
export async function createDiscovery(options: {
  database: Knex;
  config?: JsonObject;
  /** What the next import gives, batch by batch, in place of its file. */
  batches?: () => Sighting[][] | undefined;
}) {
  const { database } = options;
  await database.migrate.latest({
    directory: resolve(__dirname, '../../../migrations'),
  });
  let now = new Date('2026-11-21T08:00:00.000Z');
  const run = async (
    name: string,
    input: ImportInput,
    { onBatch }: { onBatch: (batch: ImportBatch) => Promise<ImportAnswer> },
  ) => {
    if (name !== 'import-discovery') return { verdicts: [] };
    const given = options.batches?.();
    if (!given) return importTask(input, { emit: onBatch, maxMemoryMb: 512 });
    for (const sightings of given) {
      await mergeBatch({
        batch: { sightings, problems: [] },
        input,
        bytesRead: 0,
        emit: onBatch,
      });
    }
    return undefined;
  };
  const discovery = Discovery.fromConfig({
    clock: { now: () => now, pinned: false },
    config: mockServices.rootConfig({
      data: {
        patchRisk: {
          workers: { mainThreadShare: 1 },
          ...options.config,
        },
      },
    }),
    database,
    logger: mockServices.logger.mock(),
    workers: { run } as unknown as Pick<WorkerPool, 'run'>,
  });
  return {
    discovery,
    setNow(instant: string) {
      now = new Date(instant);
    },
    /** Sends a file, and waits for the import. */
    async send(
      content: string | Buffer,
      told: Partial<Parameters<Discovery['start']>[1]> = {},
    ) {
      async function* body() {
        yield Buffer.from(content);
      }
      const kind = told.kind ?? 'csv';
      const { id } = await discovery.start(body(), {
        kind,
        source: kind,
        file: `file.${kind}`,
        preview: false,
        startedBy: 'user:default/ann',
        ...told,
      });
      await discovery.runner.idle();
      return discovery.import(id);
    },
  };
}
