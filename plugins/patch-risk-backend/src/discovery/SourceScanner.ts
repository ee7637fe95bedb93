import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import type { DiscoverySource } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Clock } from '../clock/Clock';
import type { DiscoveryImportStore } from '../database/discovery/DiscoveryImportStore';
import type {
  DiscoverySourceStore,
  SourceCursor,
} from '../database/discovery/DiscoverySourceStore';
import type { ImportRecord } from '../database/discovery/ImportRecord';
import { FeedFetcher } from '../feeds/http/FeedFetcher';
import { redactUrl } from '../feeds/http/redactUrl';
import { contentHashOf } from './contentHashOf';
import type { DiscoveryMappings } from './DiscoveryMappings';
import type { ConfiguredSource, DiscoverySettings } from './DiscoverySettings';
import type { ImportRunner } from './ImportRunner';

/** A directory with more files is read in several turns. */
const MOST_FILES = 1_000;

interface FoundFile {
  path: string;
  name: string;
  /** Changes when the file does. */
  stamp: string;
}

async function findFiles(path: string): Promise<FoundFile[]> {
  const describe = async (file: string): Promise<FoundFile> => {
    const { size, mtimeMs } = await stat(file);
    return { path: file, name: basename(file), stamp: `${size} ${mtimeMs}` };
  };
  try {
    if ((await stat(path)).isFile()) return [await describe(path)];
    const names = (await readdir(path, { withFileTypes: true }))
      .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
    return await Promise.all(names.map(name => describe(join(path, name))));
  } catch (error) {
    const { code } = toError(error) as { code?: string };
    throw new InputError(
      `path: ${path} could not be read (${
        code ?? 'unknown error'
      }); check that it is there, and that the backend may read it`,
    );
  }
}

/** Reads configured sources; a file that did not change since is skipped. */
export class SourceScanner {
  readonly #options: Parameters<typeof SourceScanner.create>[0];

  static create(options: {
    clock: Clock;
    fetcher: Pick<FeedFetcher, 'fetch'>;
    imports: DiscoveryImportStore;
    mappings: DiscoveryMappings;
    runner: ImportRunner;
    settings: DiscoverySettings;
    sources: DiscoverySourceStore;
  }): SourceScanner {
    return new SourceScanner(options);
  }

  private constructor(options: Parameters<typeof SourceScanner.create>[0]) {
    this.#options = options;
  }

  async list(): Promise<DiscoverySource[]> {
    const { settings, sources } = this.#options;
    return Promise.all(
      settings.sources.map(async ({ id, kind, site, adopt }) => {
        const { cursor, ...state } = await sources.get(id);
        return { id, kind, site, adopt, ...state };
      }),
    );
  }

  /** @throws NotFoundError */
  find(id: string): ConfiguredSource {
    const found = this.#options.settings.sources.find(each => each.id === id);
    if (!found) throw new NotFoundError(`There is no source '${id}'`);
    return found;
  }

  /** Reads one source. @throws what kept it from being read; it is shown by `list` too */
  async read(id: string, options: { signal?: AbortSignal } = {}) {
    const { clock, mappings, sources } = this.#options;
    const source = this.find(id);
    const known = await sources.get(id);
    const lastReadAt = clock.now().toISOString();
    const state = { ...known, lastReadAt, filesRead: 0, filesSkipped: 0 };
    await sources.put(id, { ...state, state: 'running', error: undefined });
    try {
      const mappingContent = await mappings.contentOf(
        source.kind,
        source.mapping,
      );
      const made = contentHashOf({
        ...source,
        source: JSON.stringify(source.place),
        mapping: mappingContent,
      }).digest('hex');
      const cursor: SourceCursor =
        known.cursor?.made === made ? known.cursor : { made, files: {} };
      const counts =
        'url' in source.place
          ? await this.#readUrl(source, source.place.url, {
              cursor,
              mappingContent,
              signal: options.signal,
            })
          : await this.#readFiles(source, source.place.path, {
              cursor,
              mappingContent,
              signal: options.signal,
            });
      await sources.put(id, {
        ...state,
        ...counts,
        cursor,
        state: 'ok',
        error: undefined,
      });
    } catch (error) {
      await sources.put(id, {
        ...state,
        state: 'failed',
        error: toError(error).message.slice(0, 1_000),
      });
      throw error;
    }
  }

  async #readFiles(
    source: ConfiguredSource,
    path: string,
    context: {
      cursor: SourceCursor;
      mappingContent: unknown;
      signal?: AbortSignal;
    },
  ): Promise<{ filesRead: number; filesSkipped: number }> {
    const { cursor, signal } = context;
    const files = await findFiles(path);
    const changed = files.filter(
      ({ name, stamp }) => cursor.files[name] !== stamp,
    );
    const read = changed.slice(0, MOST_FILES);
    for (const file of read) {
      signal?.throwIfAborted();
      await this.#import(source, { ...context, ...file });
      cursor.files[file.name] = file.stamp;
    }
    const names = new Set(files.map(({ name }) => name));
    for (const name of Object.keys(cursor.files)) {
      if (!names.has(name)) delete cursor.files[name];
    }
    return {
      filesRead: read.length,
      filesSkipped: files.length - changed.length,
    };
  }

  async #readUrl(
    source: ConfiguredSource,
    url: string,
    context: {
      cursor: SourceCursor;
      mappingContent: unknown;
      signal?: AbortSignal;
    },
  ): Promise<{ filesRead: number; filesSkipped: number }> {
    const { cursor, signal } = context;
    const fetched = await this.#options.fetcher.fetch(url, {
      known: cursor.version,
      signal,
    });
    if (!fetched) return { filesRead: 0, filesSkipped: 1 };
    try {
      await this.#import(source, {
        ...context,
        path: fetched.path,
        name: redactUrl(url),
      });
      cursor.version = fetched.version;
      return { filesRead: 1, filesSkipped: 0 };
    } finally {
      await fetched.remove();
    }
  }

  async #import(
    source: ConfiguredSource,
    file: { path: string; name: string; mappingContent: unknown },
  ): Promise<void> {
    const { clock, imports, runner } = this.#options;
    const told = {
      kind: source.kind,
      source: source.id,
      site: source.site,
      mapping: source.mapping,
    };
    const hash = contentHashOf({ ...told, mapping: file.mappingContent });
    let bytes = 0;
    for await (const chunk of createReadStream(file.path)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const contentHash = hash.digest('hex');
    const createdAt = clock.now().toISOString();
    const id = randomUUID();
    await imports.add(
      {
        ...told,
        id,
        mappingContent: file.mappingContent,
        file: file.name.slice(0, 200),
        preview: false,
        startedBy: `source:${source.id}`,
        createdAt,
        contentHash,
        seenAt: (await imports.firstSeenAt(contentHash)) ?? createdAt,
        bytes,
      },
      'running',
    );
    await runner.execute((await imports.get(id)) as ImportRecord, file.path);
    const ended = await imports.get(id);
    if (ended?.state !== 'done') {
      throw new InputError(
        `${file.name}: ${ended?.error ?? 'the import was stopped'}`,
      );
    }
  }
}
