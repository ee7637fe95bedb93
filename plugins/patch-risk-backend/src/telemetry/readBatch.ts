import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { BatchTooLargeError } from './BatchTooLargeError';
import { parsePoint } from './parsePoint';
import { refusedText } from './refusedText';
import { splitLines } from './splitLines';
import type { TelemetryBatch } from './TelemetryBatch';
import type { TelemetrySettings } from './TelemetrySettings';

type Limits = Pick<
  TelemetrySettings,
  'maxBatchBytes' | 'maxLines' | 'maxLineBytes'
>;

interface ReadOptions {
  body: AsyncIterable<Buffer>;
  limits: Limits;
  latest: number;
}

/** Collects points and refusals, and stops at the limit of lines. */
class BatchReader {
  readonly batch: Omit<TelemetryBatch, 'contentHash'> = {
    points: [],
    refused: [],
  };
  readonly #options: Pick<ReadOptions, 'limits' | 'latest'>;

  constructor(options: Pick<ReadOptions, 'limits' | 'latest'>) {
    this.#options = options;
  }

  take(json: unknown, line: number): void {
    this.#count();
    const { latest } = this.#options;
    const result = parsePoint({ json, line, latest });
    if ('point' in result) {
      this.batch.points.push(result.point);
    } else {
      this.batch.refused.push(result.refusal);
    }
  }

  refuse(refusal: TelemetryBatch['refused'][number]): void {
    this.#count();
    this.batch.refused.push(refusal);
  }

  #count(): void {
    const { maxLines } = this.#options.limits;
    if (this.batch.points.length + this.batch.refused.length >= maxLines) {
      throw new BatchTooLargeError(
        `The batch has more than ${maxLines} points; send it in parts`,
      );
    }
  }
}

async function readLines(options: ReadOptions): Promise<BatchReader> {
  const reader = new BatchReader(options);
  const { maxLineBytes } = options.limits;
  for await (const { number, text } of splitLines({
    body: options.body,
    maxLineBytes,
  })) {
    if (text === undefined) {
      reader.refuse({
        line: number,
        reason: `The line is longer than ${maxLineBytes} bytes`,
        remedy: 'Send one point a line',
      });
    } else if (text.trim() !== '') {
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch {
        reader.refuse({
          line: number,
          value: refusedText(text),
          reason: 'The line is not JSON',
          remedy: 'Send {"device", "metric", "at", "value"} on each line',
        });
        continue;
      }
      reader.take(json, number);
    }
  }
  return reader;
}

async function readDocument(options: ReadOptions): Promise<BatchReader> {
  const chunks: Buffer[] = [];
  for await (const chunk of options.body) {
    chunks.push(chunk);
  }
  let points: unknown;
  try {
    points = JSON.parse(Buffer.concat(chunks).toString('utf8'))?.points;
  } catch {
    // Told below.
  }
  if (!Array.isArray(points)) {
    throw new InputError(
      'The body is not an object with a list of points; send {"points": [{"device", "metric", "at", "value"}]}, or the points as application/x-ndjson',
    );
  }
  const reader = new BatchReader(options);
  points.forEach((point, index) => reader.take(point, index + 1));
  return reader;
}

/**
 * Reads a batch line by line. A line that cannot be used is refused and the rest goes on; lines of a JSON body are the
 * positions in its list, from 1.
 *
 * @param options - `latest` is the last instant, in epoch milliseconds, that is not in the future
 * @throws BatchTooLargeError past the limit of bytes or lines, InputError for a body of the wrong form
 */
export async function readBatch(
  options: ReadOptions & { format: 'ndjson' | 'json' },
): Promise<TelemetryBatch> {
  const hash = createHash('sha256');
  const { maxBatchBytes } = options.limits;
  async function* counted(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of options.body) {
      bytes += chunk.length;
      if (bytes > maxBatchBytes) {
        throw new BatchTooLargeError(
          `The batch is larger than ${maxBatchBytes} bytes; send it in parts`,
        );
      }
      hash.update(chunk);
      yield chunk;
    }
  }
  const { batch } = await (options.format === 'json'
    ? readDocument
    : readLines)({ ...options, body: counted() });
  return { ...batch, contentHash: hash.digest('hex') };
}
