import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { HostPace } from '../workers/HostPace';
import type { ConfigurationKeeper } from './ConfigurationKeeper';

const EXTENSIONS = new Map<string, 'json' | 'text'>([
  ['.json', 'json'],
  ['.txt', 'text'],
  ['.cfg', 'text'],
  ['.conf', 'text'],
]);

interface KnownFile {
  path: string;
  size: number;
  modified_at: string;
}

/** Takes in the files of a directory that are new or changed: `<namespace>/<name>.cfg` is of the device with that name. */
export class ConfigurationFolder {
  readonly #database: Knex;
  readonly #keeper: ConfigurationKeeper;
  readonly #pace: HostPace;
  readonly #logger: LoggerService;

  static create(options: {
    database: Knex;
    keeper: ConfigurationKeeper;
    pace: HostPace;
    logger: LoggerService;
  }): ConfigurationFolder {
    return new ConfigurationFolder(options);
  }

  private constructor(
    options: Parameters<typeof ConfigurationFolder.create>[0],
  ) {
    this.#database = options.database;
    this.#keeper = options.keeper;
    this.#pace = options.pace;
    this.#logger = options.logger.child({ service: 'configuration' });
  }

  /** A file that cannot be taken is told once, and taken up again when it changes or its device appears. */
  async run(options: { signal?: AbortSignal }): Promise<void> {
    const { path: root } = this.#keeper.settings;
    if (root === undefined) {
      return;
    }
    const rows: KnownFile[] = await this.#database(
      'configuration_files',
    ).select('path', 'size', 'modified_at');
    const known = new Map(rows.map(row => [row.path, row]));
    const seen = new Set<string>();
    let taken = 0;
    try {
      for (const folder of await readdir(root, { withFileTypes: true })) {
        if (!folder.isDirectory()) {
          continue;
        }
        const files = await readdir(join(root, folder.name), {
          withFileTypes: true,
        });
        for (const file of files) {
          options.signal?.throwIfAborted();
          const format = EXTENSIONS.get(extname(file.name).toLowerCase());
          const path = `${folder.name}/${file.name}`;
          if (!file.isFile() || !format) {
            continue;
          }
          seen.add(path);
          const full = join(root, folder.name, file.name);
          const { size, mtime } = await stat(full);
          const before = known.get(path);
          const modifiedAt = mtime.toISOString();
          if (before?.size === size && before.modified_at === modifiedAt) {
            continue;
          }
          await this.#pace.rest();
          const problem = await this.#take({
            full,
            format,
            size,
            deviceRef: `resource:${folder.name}/${file.name.slice(
              0,
              -extname(file.name).length,
            )}`.toLocaleLowerCase('en'),
          });
          taken += problem ? 0 : 1;
          if (problem && problem.isForNow) {
            continue;
          }
          if (problem) {
            this.#logger.warn('A configuration could not be taken', {
              file: path,
              reason: problem.reason,
            });
          }
          await this.#database('configuration_files')
            .insert({
              path,
              size,
              modified_at: modifiedAt,
              problem: problem?.reason ?? null,
            })
            .onConflict('path')
            .merge();
        }
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      this.#logger.warn('The directory of configurations could not be read', {
        path: root,
        reason: isError(error) ? error.message : String(error),
      });
      return;
    }
    for (const path of known.keys()) {
      if (!seen.has(path)) {
        await this.#database('configuration_files').where({ path }).delete();
      }
    }
    if (taken > 0) {
      this.#logger.info('Configurations taken in', { taken });
    }
  }

  /** @returns why not; `isForNow` where it may go well without a change of the file */
  async #take(options: {
    full: string;
    format: 'json' | 'text';
    size: number;
    deviceRef: string;
  }): Promise<{ reason: string; isForNow: boolean } | undefined> {
    const { full, format, size, deviceRef } = options;
    const { maxBytes } = this.#keeper.settings;
    if (size > maxBytes) {
      return {
        reason: `it has ${size} bytes, more than ${maxBytes}; raise patchRisk.configuration.maxBytes, or export less`,
        isForNow: false,
      };
    }
    try {
      await this.#keeper.receive({
        deviceRef,
        bytes: await readFile(full),
        format,
        source: 'directory',
        sender: 'directory',
      });
      return undefined;
    } catch (error) {
      return {
        reason: isError(error) ? error.message : String(error),
        isForNow: !isError(error) || error.name !== 'InputError',
      };
    }
  }
}
