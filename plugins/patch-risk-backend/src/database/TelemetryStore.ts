import type { TelemetryReceipt } from '@patch-risk/backstage-plugin-patch-risk-common';
import { readStreamState, type StreamState } from '@patch-risk/model';
import type { Knex } from 'knex';
import { JointStateStore } from './JointStateStore';
import { whereInValues } from './whereInValues';

// Both engines take this many rows of four columns in one statement.
const CHUNK = 200;

/** A metric of a device. */
export interface MetricKey {
  deviceRef: string;
  metric: string;
}

/** What the detector knows of a metric; both absent before its first point. */
export interface DetectorRecord extends MetricKey {
  state?: StreamState;
  /** Epoch milliseconds. */
  lastPointAt?: number;
}

/** What is kept of a batch, to answer it again. */
export interface StoredBatch {
  contentHash: string;
  receipt: TelemetryReceipt;
}

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) {
    yield items.slice(start, start + CHUNK);
  }
}

function isPostgres(database: Knex): boolean {
  return database.client.config.client === 'pg';
}

/** Batches of telemetry that were taken, and the state of the detector of each metric. */
export class TelemetryStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): TelemetryStore {
    return new TelemetryStore(options.database);
  }

  async transaction<T>(
    work: (transaction: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return await this.#database.transaction(work);
  }

  /** The batch as it was taken, if it was. */
  async findBatch(
    batchId: string,
    transaction: Knex = this.#database,
  ): Promise<StoredBatch | undefined> {
    const row: { receipt: string } | undefined = await transaction(
      'telemetry_batches',
    )
      .select('receipt')
      .where('batch_id', batchId)
      .first();
    return row && JSON.parse(row.receipt);
  }

  /**
   * Claims a batch for this transaction. When another transaction claimed the same one, waits for its end.
   *
   * @returns false when the batch was taken before
   */
  async claimBatch(
    transaction: Knex.Transaction,
    options: { batchId: string; receivedAt: string },
  ): Promise<boolean> {
    const inserted = await transaction('telemetry_batches')
      .insert({
        batch_id: options.batchId,
        receipt: '',
        received_at: options.receivedAt,
      })
      .onConflict('batch_id')
      .ignore()
      .returning('batch_id');
    return inserted.length > 0;
  }

  async completeBatch(
    transaction: Knex.Transaction,
    batchId: string,
    batch: StoredBatch,
  ): Promise<void> {
    await transaction('telemetry_batches')
      .where('batch_id', batchId)
      .update({ receipt: JSON.stringify(batch) });
  }

  /** How many metrics each of the devices has. */
  async countMetrics(
    transaction: Knex.Transaction,
    deviceRefs: readonly string[],
  ): Promise<Map<string, number>> {
    const query = transaction('detector_states')
      .groupBy('device_ref')
      .select('device_ref', transaction.raw('count(*) as count'));
    whereInValues(query, 'device_ref', deviceRefs);
    const rows: { device_ref: string; count: number | string }[] = await query;
    return new Map(rows.map(row => [row.device_ref, Number(row.count)]));
  }

  /** Which of the metrics have a state. */
  async knownMetrics(
    transaction: Knex.Transaction,
    keys: readonly MetricKey[],
  ): Promise<MetricKey[]> {
    const known: MetricKey[] = [];
    for (const chunk of chunksOf(keys)) {
      const rows: { device_ref: string; metric: string }[] = await this.#select(
        transaction,
        chunk,
        ['device_ref', 'metric'],
      );
      known.push(
        ...rows.map(row => ({
          deviceRef: row.device_ref,
          metric: row.metric,
        })),
      );
    }
    return known;
  }

  /**
   * The state of each metric, locked until the end of the transaction, so that of two batches with the same metric the
   * second continues where the first ended. All transactions lock in the same order.
   */
  async lockMetrics(
    transaction: Knex.Transaction,
    keys: readonly MetricKey[],
  ): Promise<DetectorRecord[]> {
    const ordered = [...keys].sort((a, b) => {
      if (a.deviceRef !== b.deviceRef) {
        return a.deviceRef < b.deviceRef ? -1 : 1;
      }
      return a.metric < b.metric ? -1 : 1;
    });
    const records: DetectorRecord[] = [];
    for (const chunk of chunksOf(ordered)) {
      // A row must be there before it can be locked.
      await transaction('detector_states')
        .insert(
          chunk.map(key => ({
            device_ref: key.deviceRef,
            metric: key.metric,
            state: '',
            last_point_at: '',
          })),
        )
        .onConflict(['device_ref', 'metric'])
        .ignore();
      const query = this.#select(transaction, chunk, [
        'device_ref',
        'metric',
        'state',
        'last_point_at',
      ]).orderByRaw(
        isPostgres(transaction)
          ? 'device_ref COLLATE "C", metric COLLATE "C"'
          : 'device_ref, metric',
      );
      const rows: {
        device_ref: string;
        metric: string;
        state: string;
        last_point_at: string;
      }[] = await (isPostgres(transaction) ? query.forUpdate() : query);
      records.push(
        ...rows.map(row => ({
          deviceRef: row.device_ref,
          metric: row.metric,
          state:
            row.state === ''
              ? undefined
              : readStreamState(JSON.parse(row.state)),
          lastPointAt:
            row.last_point_at === ''
              ? undefined
              : Date.parse(row.last_point_at),
        })),
      );
    }
    return records;
  }

  async saveMetrics(
    transaction: Knex.Transaction,
    records: readonly (MetricKey & {
      state: StreamState;
      lastPointAt: number;
    })[],
  ): Promise<void> {
    for (const chunk of chunksOf(records)) {
      await transaction('detector_states')
        .insert(
          chunk.map(record => ({
            device_ref: record.deviceRef,
            metric: record.metric,
            state: JSON.stringify(record.state),
            last_point_at: new Date(record.lastPointAt).toISOString(),
          })),
        )
        .onConflict(['device_ref', 'metric'])
        .merge();
    }
  }

  /** Undelivered events in the outbox, counted up to `most`. */
  async countBacklog(most: number): Promise<number> {
    const [row]: { count: number | string }[] = await this.#database
      .count({ count: '*' })
      .from(
        this.#database('outbox')
          .select('id')
          .where('kind', 'event')
          .whereIn('state', ['pending', 'leased', 'intent'])
          .limit(most)
          .as('backlog'),
      );
    return Number(row.count);
  }

  /** Forgets batches taken before an instant, and detectors that no device belongs to any more. */
  async clean(options: { receivedBefore: string }): Promise<{
    batches: number;
    metrics: number;
  }> {
    const batches = await this.#database('telemetry_batches')
      .where('received_at', '<', options.receivedBefore)
      .delete();
    const metrics = await this.#database('detector_states')
      .whereNotIn(
        'device_ref',
        this.#database('devices').select('entity_ref').whereNull('gone_at'),
      )
      .where('last_point_at', '<', options.receivedBefore)
      .delete();
    await JointStateStore.create().clean(this.#database);
    return { batches, metrics };
  }

  #select(
    transaction: Knex.Transaction,
    keys: readonly MetricKey[],
    columns: string[],
  ) {
    return transaction('detector_states')
      .select(columns)
      .whereIn(
        ['device_ref', 'metric'],
        keys.map(key => [key.deviceRef, key.metric]),
      );
  }
}
