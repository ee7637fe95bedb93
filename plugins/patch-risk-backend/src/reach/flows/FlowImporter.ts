import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  readSuricataFlows,
  readZeekFlows,
  type FlowReader,
} from '@patch-risk/discovery';
import type { Knex } from 'knex';
import type { Clock } from '../../clock/Clock';
import type { HostPace } from '../../workers/HostPace';
import type { FlowSource, ReachSettings } from '../ReachSettings';
import type { ZoneModel } from '../ZoneModel';
import { AddressBook } from './AddressBook';
import { FlowCollector } from './FlowCollector';
import { FlowStore, type FlowCursor } from './FlowStore';
import { headOf, readFrom } from './openLog';

const HEAD_BYTES = 1_024;
/** Shorter heads are alike: the instant at which a log of Zeek begins stands at its sixth line. */
const LEAST_TELLING_HEAD = 256;
/** `#separator` to `#types` of a TSV log. */
const HEADER_BYTES = 65_536;
const FLUSH_ROWS = 5_000;
const FLUSH_BYTES = 32 * 1024 * 1024;
/** What one run takes of all files; the rest follows with the next. */
const RUN_BYTES = 256 * 1024 * 1024;
const LINE_FEED = 10;
/** A log whose line does not end within this is none. */
const LONGEST_LINE = 4 * 1024 * 1024;

const readers: Record<FlowSource['format'], FlowReader> = {
  zeek: readZeekFlows,
  suricata: readSuricataFlows,
};
const names: Record<FlowSource['format'], RegExp> = {
  zeek: /^conn[._-].*(log|json|jsonl)(\.gz)?$/i,
  suricata: /^eve.*\.jsonl?([.-].*)?$/i,
};

interface LogFile {
  path: string;
  name: string;
  size: number;
  modifiedAt: string;
}

/** What a run read. */
export interface FlowImport {
  flows: number;
  /** Flows of which an end is a device. */
  ofDevices: number;
  /** Lines that could not be read, and files. */
  problems: number;
}

/** Reads what is new in the logs of flows, from where the last run ended, and keeps the sums. */
export class FlowImporter {
  readonly #database: Knex;
  readonly #store: FlowStore;
  readonly #settings: ReachSettings;
  readonly #zones: ZoneModel;
  readonly #clock: Clock;
  readonly #pace: HostPace;
  readonly #logger: LoggerService;

  static create(options: {
    database: Knex;
    settings: ReachSettings;
    zones: ZoneModel;
    clock: Clock;
    pace: HostPace;
    logger: LoggerService;
  }): FlowImporter {
    return new FlowImporter(options);
  }

  private constructor(options: Parameters<typeof FlowImporter.create>[0]) {
    this.#database = options.database;
    this.#store = FlowStore.create(options);
    this.#settings = options.settings;
    this.#zones = options.zones;
    this.#clock = options.clock;
    this.#pace = options.pace;
    this.#logger = options.logger;
  }

  /** An aborted `signal` ends the run with its reason; what was read until then is kept. */
  async run(options: { signal?: AbortSignal }): Promise<FlowImport> {
    const total: FlowImport = { flows: 0, ofDevices: 0, problems: 0 };
    let book: AddressBook | undefined;
    const budget = { bytes: RUN_BYTES };
    for (const source of this.#settings.flows) {
      const sourceId = createHash('sha256')
        .update(`${source.format} ${source.path} ${source.site ?? ''}`)
        .digest('hex')
        .slice(0, 16);
      const files = await this.#filesOf(source, total);
      const cursors = await this.#store.cursors(sourceId);
      for (const file of files) {
        options.signal?.throwIfAborted();
        if (budget.bytes <= 0) {
          break;
        }
        const known = cursors.find(({ path }) => path === file.name);
        const isSame =
          known?.size === file.size && known.modifiedAt === file.modifiedAt;
        if (isSame && /\.gz$/i.test(file.name)) {
          continue;
        }
        if (isSame && known.offset >= file.size) {
          continue;
        }
        book ??= await AddressBook.read({
          database: this.#database,
          pace: this.#pace,
        });
        try {
          await this.#readFile({
            source,
            sourceId,
            file,
            cursors,
            book,
            budget,
            total,
            signal: options.signal,
          });
        } catch (error) {
          options.signal?.throwIfAborted();
          total.problems += 1;
          this.#logger.warn('A log of flows could not be read', {
            file: file.name,
            reason: isError(error) ? error.message : String(error),
          });
        }
      }
      await this.#store.touch(
        sourceId,
        files.map(({ name }) => name),
        this.#clock.now().toISOString(),
      );
    }
    return total;
  }

  async #filesOf(source: FlowSource, total: FlowImport): Promise<LogFile[]> {
    try {
      const whole = await stat(source.path);
      const paths = whole.isFile()
        ? [source.path]
        : (
            await readdir(source.path, {
              recursive: true,
              withFileTypes: true,
            })
          )
            .filter(
              entry => entry.isFile() && names[source.format].test(entry.name),
            )
            .map(entry => join(entry.parentPath, entry.name));
      const files: LogFile[] = [];
      for (const path of paths) {
        const { size, mtime } = await stat(path);
        files.push({
          path,
          name: whole.isFile() ? basename(path) : relative(source.path, path),
          size,
          modifiedAt: mtime.toISOString(),
        });
      }
      // The oldest first: a log that was rotated comes before its successor.
      return files.sort((one, other) =>
        one.modifiedAt + one.name < other.modifiedAt + other.name ? -1 : 1,
      );
    } catch (error) {
      total.problems += 1;
      this.#logger.warn('A directory of flows could not be read', {
        path: source.path,
        reason: isError(error) ? error.message : String(error),
      });
      return [];
    }
  }

  /** Where to go on: the cursor of the same file, by path or, after a rotation, by its first bytes. */
  async #cursorOf(options: {
    sourceId: string;
    file: LogFile;
    cursors: FlowCursor[];
  }): Promise<{ cursor: FlowCursor; movedFrom?: string }> {
    const { sourceId, file, cursors } = options;
    const byPath = cursors.filter(({ path }) => path === file.name);
    const elsewhere = cursors.filter(
      ({ path, headBytes }) =>
        path !== file.name && headBytes >= LEAST_TELLING_HEAD,
    );
    for (const known of [...byPath, ...elsewhere]) {
      const { hash } = await headOf(file.path, known.headBytes);
      if (hash === known.headHash) {
        const isMoved = known.path !== file.name;
        return {
          cursor: { ...known, path: file.name },
          movedFrom: isMoved ? known.path : undefined,
        };
      }
    }
    return {
      cursor: {
        source: sourceId,
        path: file.name,
        offset: 0,
        size: 0,
        modifiedAt: '',
        headBytes: 0,
        headHash: '',
      },
    };
  }

  async #readFile(options: {
    source: FlowSource;
    sourceId: string;
    file: LogFile;
    cursors: FlowCursor[];
    book: AddressBook;
    budget: { bytes: number };
    total: FlowImport;
    signal?: AbortSignal;
  }): Promise<void> {
    const { source, file, cursors, book, budget, total, signal } = options;
    const { cursor: start, movedFrom } = await this.#cursorOf(options);
    const isPacked = /\.gz$/i.test(file.name);
    const head = await headOf(file.path, HEADER_BYTES);
    const headBytes = Math.min(HEAD_BYTES, head.bytes.length);
    const { hash: headHash } = await headOf(file.path, headBytes);
    const collector = FlowCollector.create({
      zones: this.#zones,
      deviceOf: address => book.deviceOf(address, source.site),
    });
    let offset = start.offset;
    let flushedAt = offset;
    const keep = async (isDone: boolean) => {
      await this.#store.add({
        flows: collector.take(),
        cursor: {
          ...start,
          offset,
          // Until all is read, the next run has to look again.
          size: isDone ? file.size : 0,
          modifiedAt: isDone ? file.modifiedAt : '',
          headBytes,
          headHash,
        },
        movedFrom,
        maxRowsPerDevice: this.#settings.maxRowsPerDevice,
        at: this.#clock.now().toISOString(),
      });
      flushedAt = offset;
    };
    const pace = this.#pace;
    let isWhole = true;
    async function* wholeLines() {
      if (start.offset > 0) {
        const lines = head.bytes.toString('utf8').split('\n');
        const end = lines.findIndex(line => !line.startsWith('#'));
        yield Buffer.from(
          lines
            .slice(0, Math.max(0, end))
            .map(line => `${line}\n`)
            .join(''),
        );
      }
      let rest: Buffer = Buffer.alloc(0);
      for await (const chunk of readFrom(file.path, start.offset)) {
        signal?.throwIfAborted();
        const joined: Buffer = rest.length
          ? Buffer.concat([rest, chunk])
          : chunk;
        const end = joined.lastIndexOf(LINE_FEED) + 1;
        rest = joined.subarray(end);
        if (rest.length > LONGEST_LINE) {
          throw new TypeError(
            `a line is longer than ${LONGEST_LINE} bytes; give the log of a sensor`,
          );
        }
        if (end > 0) {
          // Once more is asked for, what was given has been read.
          yield joined.subarray(0, end);
          offset += end;
          budget.bytes -= end;
        }
        if (collector.size >= FLUSH_ROWS || offset - flushedAt >= FLUSH_BYTES) {
          await keep(false);
        }
        if (budget.bytes <= 0) {
          isWhole = false;
          return;
        }
        await pace.rest();
      }
      // A packed log is not written to any more: its last line is whole.
      if (isPacked && rest.length > 0) {
        yield rest;
        offset += rest.length;
      }
    }
    for await (const item of readers[source.format](wholeLines(), {
      file: file.name,
    })) {
      if (item.kind === 'flow') {
        total.flows += 1;
        total.ofDevices += collector.add(item.flow) ? 1 : 0;
      } else {
        total.problems += 1;
      }
    }
    await keep(isWhole);
    if (movedFrom !== undefined) {
      cursors.splice(
        cursors.findIndex(({ path }) => path === movedFrom),
        1,
      );
    }
  }
}
