import { existsSync, readFileSync, statSync } from 'node:fs';
import type { EventTarget } from './EventTarget';

const LOOK_EVERY_MS = 2;

/** The bulk file, watched for growth. */
export class FileEventTarget implements EventTarget {
  readonly config;
  onDelivery = async () => {};
  readonly #file: string;
  readonly #timer: NodeJS.Timeout;
  #size = 0;

  static create(file: string): FileEventTarget {
    return new FileEventTarget(file);
  }

  private constructor(file: string) {
    this.#file = file;
    // Small batches, so that there is something to kill between them.
    this.config = { file, batchSize: 2 };
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  #look(): void {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    const grew = size > this.#size;
    this.#size = size;
    if (grew) {
      this.onDelivery().catch(() => undefined);
    }
  }

  async read(): Promise<{ id: string; document: object }[]> {
    const lines = existsSync(this.#file)
      ? readFileSync(this.#file, 'utf8').trimEnd().split('\n')
      : [];
    const events = [];
    for (let index = 0; index + 1 < lines.length; index += 2) {
      events.push({
        id: JSON.parse(lines[index]).create._id,
        document: JSON.parse(lines[index + 1]),
      });
    }
    return events;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
  }
}
