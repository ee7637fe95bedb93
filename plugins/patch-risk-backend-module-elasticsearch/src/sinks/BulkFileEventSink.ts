import type {
  EventResult,
  EventSink,
  OutboundEvent,
  SinkDescription,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bulkLines } from '../documents/bulkLines';
import { readBulkFile } from './readBulkFile';

/**
 * Writes events to a file of exactly the lines that the bulk API takes, so that
 * `curl --data-binary @events.ndjson …/_bulk` loads them later. An event is delivered once its lines are on disk; a
 * half-written tail of a killed process is cut off, and an id that the file holds is not written again. One process a
 * file.
 */
export class BulkFileEventSink implements EventSink {
  readonly id = 'elasticsearch';
  readonly batchSize: number;
  readonly #file: string;
  readonly #namespace: string;
  #handle: FileHandle | undefined;
  #ids = new Set<string>();
  #length = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: {
    file: string;
    namespace: string;
    batchSize: number;
  }) {
    this.#file = options.file;
    this.#namespace = options.namespace;
    this.batchSize = options.batchSize;
  }

  static create(options: {
    file: string;
    namespace: string;
    batchSize: number;
  }): BulkFileEventSink {
    return new BulkFileEventSink(options);
  }

  describe(): SinkDescription {
    return {
      title: 'Elasticsearch',
      target: this.#file,
      standIn: true,
      note: 'No Elasticsearch is configured (patchRisk.elasticsearch.node): events go to this file, as the lines of the bulk API.',
    };
  }

  async deliver(events: OutboundEvent[]): Promise<EventResult[]> {
    // One writer at a time, or lines of two batches would mix.
    const mine = this.#last.then(() => this.#append(events));
    this.#last = mine.catch(() => undefined);
    return await mine;
  }

  /** Closes the file; a later delivery opens it again. */
  async close(): Promise<void> {
    await this.#last;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #append(events: OutboundEvent[]): Promise<EventResult[]> {
    const handle = await this.#open();
    const fresh = new Set<string>();
    let lines = '';
    for (const event of events) {
      if (!this.#ids.has(event.id) && !fresh.has(event.id)) {
        const { action, document } = bulkLines({
          event,
          namespace: this.#namespace,
        });
        lines += `${action}\n${document}\n`;
        fresh.add(event.id);
      }
    }
    if (lines !== '') {
      const bytes = Buffer.from(lines, 'utf8');
      try {
        await handle.appendFile(bytes);
        await handle.datasync();
      } catch (error) {
        // A full disk leaves a part of the lines: what is in the file is read anew before the next write.
        await handle.close().catch(() => undefined);
        this.#handle = undefined;
        throw error;
      }
      this.#length += bytes.length;
      for (const id of fresh) {
        this.#ids.add(id);
      }
    }
    return events.map(() => ({ outcome: 'delivered' }));
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) {
      const present = await stat(this.#file).catch(() => undefined);
      const opened = await this.#handle.stat();
      if (present?.ino === opened.ino && present.size === this.#length) {
        return this.#handle;
      }
      // Somebody moved, removed or changed the file.
      await this.#handle.close();
      this.#handle = undefined;
    }
    await mkdir(dirname(this.#file), { recursive: true });
    const handle = await open(this.#file, 'a+', 0o600);
    try {
      const { ids, length } = await readBulkFile(handle);
      await handle.truncate(length);
      await handle.datasync();
      this.#ids = ids;
      this.#length = length;
    } catch (error) {
      await handle.close();
      throw error;
    }
    // A new file's name is on disk only once its folder is.
    const folder = await open(dirname(this.#file), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    this.#handle = handle;
    return handle;
  }
}
