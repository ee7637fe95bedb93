import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Clock } from '../clock/Clock';
import type { DiscoveryImportStore } from '../database/discovery/DiscoveryImportStore';
import type { DiscoveryLinkStore } from '../database/discovery/DiscoveryLinkStore';
import type { DiscoveryWriter } from '../database/discovery/DiscoveryWriter';
import type { ImportRecord } from '../database/discovery/ImportRecord';
import type { LinkedPart } from '../database/discovery/LinkedPart';
import type { HostPace } from '../workers/HostPace';
import type { WorkerPool } from '../workers/WorkerPool';
import type { DiscoverySettings } from './DiscoverySettings';
import type { ImportAnswer, ImportBatch } from './ImportInput';
import { ImportTally } from './ImportTally';

/** Progress is for people, and each report is a write. */
const REPORT_INTERVAL_MS = 500;
/** Imports of a source that can be undone, the newest first. */
const KEPT_IMPORTS = 5;
/** A process that reported nothing for so long has ended. */
const SILENT_MS = 10 * 60_000;
const PREVIEW_MS = 24 * 60 * 60_000;

class AbortedImport extends Error {}

/** Runs imports that wait, one after the other. */
export class ImportRunner {
  readonly #options: Parameters<typeof ImportRunner.create>[0];
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  static create(options: {
    clock: Clock;
    imports: DiscoveryImportStore;
    links: DiscoveryLinkStore;
    logger: LoggerService;
    pace: HostPace;
    settings: Pick<DiscoverySettings, 'merging'>;
    workers: Pick<WorkerPool, 'run'>;
    writer: DiscoveryWriter;
  }): ImportRunner {
    return new ImportRunner(options);
  }

  private constructor(options: Parameters<typeof ImportRunner.create>[0]) {
    this.#options = options;
  }

  /** Begins with what waits, and does not wait for it. */
  kick(): void {
    this.#isAskedAgain = true;
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is under way here. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Ends what is under way; it is shown as failed, and may be begun again. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  /** Tells imports that died with their process, and forgets previews of yesterday. */
  async clean(): Promise<void> {
    const { clock, imports } = this.#options;
    const now = clock.now().getTime();
    const before = (age: number) => new Date(now - age).toISOString();
    for (const id of await imports.interrupted(before(SILENT_MS))) {
      await this.#end(id, {
        error:
          'The backend stopped during the import. Import the file again: what was taken in is not taken in twice',
      });
    }
    for (const id of await imports.forgotten(before(PREVIEW_MS))) {
      await imports.move(id, { from: ['previewed'], to: 'aborted' });
      await imports.dropPieces(id);
    }
  }

  /** Runs an import whose file is here. @returns how it ended */
  async execute(record: ImportRecord, path: string): Promise<void> {
    const { clock, imports, logger } = this.#options;
    const { id } = record;
    const tally = new ImportTally();
    try {
      await imports.begin(id);
      await imports.report(id, tally.progress, clock.now().toISOString());
      await this.#merge({ record, path, tally });
      await imports.report(id, tally.progress, clock.now().toISOString());
      await this.#end(id, { preview: record.preview });
    } catch (error) {
      await imports.report(id, tally.progress, clock.now().toISOString());
      const reason = this.#stop.signal.aborted
        ? 'The backend was stopped during the import. Import the file again: what was taken in is not taken in twice'
        : this.#explain(id, error);
      await this.#end(
        id,
        error instanceof AbortedImport ? { aborted: true } : { error: reason },
      );
    }
    if (record.preview) await imports.dropPreview(id);
    else await imports.pruneBefore(record.source, KEPT_IMPORTS);
    logger.info('Discovery import ended', {
      import: id,
      counts: JSON.stringify(tally.progress.counts),
    });
  }

  async #runAll(): Promise<void> {
    const { clock, imports, logger } = this.#options;
    while (this.#isAskedAgain && !this.#stop.signal.aborted) {
      this.#isAskedAgain = false;
      try {
        for (;;) {
          if (this.#stop.signal.aborted) return;
          const record = await imports.claim(clock.now().toISOString());
          if (!record) break;
          await this.#runUpload(record);
        }
      } catch (error) {
        logger.error('Discovery imports stopped', toError(error));
      }
    }
  }

  async #runUpload(record: ImportRecord): Promise<void> {
    const { imports } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), 'patch-risk-discovery-'));
    try {
      const path = join(folder, 'content');
      await pipeline(
        Readable.from(imports.pieces(record.id)),
        createWriteStream(path, { mode: 0o600 }),
      );
      await this.execute(record, path);
    } finally {
      await rm(folder, { recursive: true, force: true });
      const ended = await imports.get(record.id);
      if (ended?.state !== 'previewed') await imports.dropPieces(record.id);
    }
  }

  async #end(
    id: string,
    end: { error?: string; aborted?: boolean; preview?: boolean },
  ): Promise<void> {
    const { clock, imports } = this.#options;
    const record = await imports.get(id);
    const complete = end.preview ? 'previewed' : 'done';
    const to = end.error ? 'failed' : complete;
    await imports.move(id, {
      from: ['running'],
      to: end.aborted ? 'aborted' : to,
      at: clock.now().toISOString(),
      error: end.error?.slice(0, 2_000),
      canUndo: record?.preview === false,
    });
  }

  /** What a person can do something about is told; of the rest the log tells more. */
  #explain(id: string, error: unknown): string {
    const { name, message } = toError(error);
    if (name === 'InputError') return message;
    this.#options.logger.error(`Discovery import ${id} failed`, toError(error));
    return `The import failed (${name}). The log of the backend tells more; import the file again when that is mended: what was taken in is not taken in twice`;
  }

  async #merge(options: {
    record: ImportRecord;
    path: string;
    tally: ImportTally;
  }): Promise<void> {
    const { record, path, tally } = options;
    const { clock, imports, links, pace, settings, workers } = this.#options;
    const scope = record.preview ? record.id : '';
    let part: LinkedPart | undefined;
    let reportedAt = performance.now();
    const link = async (labels: string[]): Promise<ImportAnswer> => {
      part = await links.read({ labels, scope });
      return {
        kind: 'linked',
        observations: part.observations.map(({ content, device }) => ({
          content,
          device,
        })),
        devices: part.devices.map(({ content }) => content),
        decisions: part.decisions,
        clocks: part.clocks,
      };
    };
    await workers.run(
      'import-discovery',
      {
        path,
        file: record.file,
        kind: record.kind,
        source: record.source,
        site: record.site,
        mapping: record.mappingContent,
        at: record.seenAt,
        options: settings.merging,
      },
      {
        signal: this.#stop.signal,
        onBatch: async (batch: ImportBatch): Promise<ImportAnswer> => {
          await pace.rest();
          if (batch.kind === 'link') return link(batch.labels);
          if (await imports.isAbortAsked(record.id)) throw new AbortedImport();
          const done = await this.#write({ batch, part, record, scope });
          if (!done) return { kind: 'written', done };
          tally.add(batch);
          if (performance.now() - reportedAt > REPORT_INTERVAL_MS) {
            reportedAt = performance.now();
            const at = clock.now().toISOString();
            await imports.report(record.id, tally.progress, at);
          }
          return { kind: 'written', done };
        },
      },
    );
  }

  async #write(options: {
    batch: Extract<ImportBatch, { kind: 'write' }>;
    part: LinkedPart | undefined;
    record: ImportRecord;
    scope: string;
  }): Promise<boolean> {
    const { batch, part, record, scope } = options;
    const { result } = batch;
    const isNothing =
      result.observations.length === 0 && result.devices.length === 0;
    if (isNothing || !part) return true;
    return this.#options.writer.write({
      part,
      result,
      at: this.#options.clock.now().toISOString(),
      scope,
      importId: record.id,
    });
  }
}
