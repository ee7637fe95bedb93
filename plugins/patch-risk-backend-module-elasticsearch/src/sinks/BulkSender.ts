import type { Client } from '@elastic/elasticsearch';
import type { EventResult } from '@patch-risk/backstage-plugin-patch-risk-node';
import { classifyFailure } from './classifyFailure';
import { classifyItem } from './classifyItem';

/** An action line and its document line. */
export interface BulkItem {
  action: string;
  document: string;
}

/**
 * Sends documents in one request, and in smaller ones where the server refuses the whole. It never waits: what cannot be
 * stored now is answered `retry`, and the outbox knows when.
 */
export class BulkSender {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static create(options: { client: Client }): BulkSender {
    return new BulkSender(options.client);
  }

  /** @returns one result for each item, in order */
  async send(
    items: BulkItem[],
    options: { signal: AbortSignal },
  ): Promise<EventResult[]> {
    if (items.length === 0) {
      return [];
    }
    if (options.signal.aborted) {
      return items.map(() => ({ outcome: 'retry', reason: 'Stopped' }));
    }
    try {
      const response = await this.#client.bulk(
        {
          operations: items.flatMap(item => [item.action, item.document]),
          // Without its template a name would become a plain index, which nobody could turn into a data stream later.
          require_data_stream: true,
        },
        { signal: options.signal },
      );
      return items.map((_, position) =>
        classifyItem(response.items?.[position]?.create),
      );
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === 'retry') {
        return items.map(() => ({
          outcome: 'retry',
          reason: failure.reason,
          retryAfterMs: failure.retryAfterMs,
        }));
      }
      if (items.length === 1) {
        return [{ outcome: 'rejected', reason: failure.reason }];
      }
      const half = Math.ceil(items.length / 2);
      return [
        ...(await this.send(items.slice(0, half), options)),
        ...(await this.send(items.slice(half), options)),
      ];
    }
  }
}
