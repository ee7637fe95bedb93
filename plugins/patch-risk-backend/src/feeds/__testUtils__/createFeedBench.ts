import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { RequestHandler } from 'msw';
import { WorkerPool } from '../../workers/WorkerPool';
import { FeedRefresher } from '../FeedRefresher';
import { serveHandlers } from './serveHandlers';

const migrations = resolve(__dirname, '../../../migrations');

/** What a test of a feed works with: threads, a folder of its own, servers on loopback. */
export async function createFeedBench() {
  const workers = WorkerPool.fromConfig(new ConfigReader({}));
  const folder = await mkdtemp(join(tmpdir(), 'patch-risk-feed-test-'));
  const closing: (() => Promise<void>)[] = [];
  return {
    folder,
    migrate: (database: Knex) =>
      database.migrate.latest({ directory: migrations }),
    async serve(handlers: RequestHandler[]): Promise<string> {
      const server = await serveHandlers(handlers);
      closing.push(() => server.close());
      return server.url;
    },
    refresher: (options: { database: Knex; feeds: JsonObject; at: string }) =>
      FeedRefresher.fromConfig({
        config: new ConfigReader({
          patchRisk: {
            workers: { mainThreadShare: 1 },
            feeds: {
              ...options.feeds,
              http: {
                allowedHosts: ['127.0.0.1'],
                allowPrivateAddresses: true,
                maxRetries: 0,
              },
            },
          },
        }),
        logger: mockServices.logger.mock(),
        database: options.database,
        clock: { now: () => new Date(options.at), pinned: false },
        workers,
      }),
    async close(): Promise<void> {
      for (const close of closing) {
        await close();
      }
      await workers.close();
      await rm(folder, { recursive: true });
    },
  };
}
