import { InputError } from '@backstage/errors';
import type { OutcomeEvent } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** Names of the facts that are recorded. */
export type OutcomeEventType =
  | 'device-seen'
  | 'device-gone'
  | 'device-discovered'
  | 'device-vanished'
  | 'device-returned'
  | 'finding-opened'
  | 'finding-changed'
  | 'finding-closed'
  | 'finding-suppressed'
  | 'finding-suppression-changed'
  | 'finding-suppression-questioned'
  | 'finding-suppression-ended'
  | 'hygiene-opened'
  | 'hygiene-changed'
  | 'hygiene-closed'
  | 'assessment-moved'
  | 'task-opened'
  | 'task-changed'
  | 'task-closed'
  | 'task-retired'
  | 'ticket-created'
  | 'ticket-changed'
  | 'ticket-closed-by-person'
  | 'anomaly-opened'
  | 'anomaly-closed'
  | 'feed-refreshed'
  | 'model-promoted'
  | 'model-rejected'
  | 'model-rolled-back'
  | 'model-drift-changed'
  | 'reach-changed'
  | 'configuration-drifted'
  | 'configuration-restored'
  | 'configuration-approved'
  | 'configuration-approval-undone';

/** A fact to record: `subject` is the id of the finding, task, anomaly, feed or device that it is about. */
export interface NewOutcomeEvent {
  type: OutcomeEventType;
  subject: string;
  deviceRef?: string;
  payload: Record<string, unknown>;
}

interface OutcomeEventRow {
  sequence: number | string;
  at: string;
  type: string;
  subject: string;
  device_ref: string | null;
  payload: string;
}

// Both engines take this many rows of five columns in one statement.
const CHUNK = 100;

/** Append-only: there is no way to change or remove an event. */
export class OutcomeEventStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): OutcomeEventStore {
    return new OutcomeEventStore(options.database);
  }

  /**
   * Records facts in the transaction of the change that they describe.
   *
   * @param at - instant of the change, ISO 8601 in UTC
   */
  async append(
    transaction: Knex.Transaction,
    events: readonly NewOutcomeEvent[],
    at: string,
  ): Promise<void> {
    for (let start = 0; start < events.length; start += CHUNK) {
      await transaction('outcome_events').insert(
        events.slice(start, start + CHUNK).map(event => ({
          at,
          type: event.type,
          subject: event.subject,
          device_ref: event.deviceRef ?? null,
          payload: JSON.stringify(event.payload),
        })),
      );
    }
  }

  /**
   * A page of events, oldest first.
   *
   * @param options - `deviceRef` keeps the events of one device, `deviceRefs` those of any of these devices (events that
   * name no device are then left out), `cursor` is what an earlier page returned
   * @throws InputError when the cursor is none of ours
   */
  async list(options: {
    deviceRef?: string;
    deviceRefs?: readonly string[];
    limit: number;
    cursor?: string;
  }): Promise<{ items: OutcomeEvent[]; nextCursor?: string }> {
    const query = this.#database<OutcomeEventRow>('outcome_events')
      .select('*')
      .orderBy('sequence')
      .limit(options.limit + 1);
    if (options.deviceRef !== undefined) {
      query.where('device_ref', options.deviceRef);
    }
    if (options.deviceRefs !== undefined) {
      whereInValues(query, 'device_ref', options.deviceRefs);
    }
    if (options.cursor !== undefined) {
      if (!/^\d{1,15}$/.test(options.cursor)) {
        throw new InputError(
          `cursor is '${options.cursor}', which no page returned; leave it out to start at the first page`,
        );
      }
      query.where('sequence', '>', Number(options.cursor));
    }
    const rows: OutcomeEventRow[] = await query;
    const items = rows.slice(0, options.limit).map(row => ({
      sequence: Number(row.sequence),
      at: row.at,
      type: row.type,
      subject: row.subject,
      deviceRef: row.device_ref ?? undefined,
      payload: JSON.parse(row.payload),
    }));
    return {
      items,
      nextCursor:
        rows.length > options.limit
          ? String(items[items.length - 1].sequence)
          : undefined,
    };
  }
}
