import { InputError } from '@backstage/errors';
import type {
  Anomaly,
  AnomalyDeliveryEnum,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { anomalyEventId } from '../anomalies/anomalyEventId';
import { decodeCursor, encodeCursor } from './cursor';
import { whereInValues } from './whereInValues';

/** An anomaly without what became of its events. */
export type AnomalyRecord = Omit<Anomaly, 'delivery'>;

interface AnomalyRow {
  id: string;
  device_ref: string;
  metric: string;
  started_at: string;
  ended_at: string | null;
  score: number;
  severity: Anomaly['severity'];
  observed: number;
  expected: number;
  planned_change: boolean | number;
}

const CHUNK = 80;

function toRecord(row: AnomalyRow): AnomalyRecord {
  return {
    id: row.id,
    deviceRef: row.device_ref,
    metric: row.metric,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    score: row.score,
    severity: row.severity,
    observed: row.observed,
    expected: row.expected,
    plannedChange: Boolean(row.planned_change),
  };
}

function toRow(record: AnomalyRecord) {
  return {
    id: record.id,
    device_ref: record.deviceRef,
    metric: record.metric,
    started_at: record.startedAt,
    ended_at: record.endedAt ?? null,
    score: record.score,
    severity: record.severity,
    observed: record.observed,
    expected: record.expected,
    planned_change: record.plannedChange,
  };
}

/** Anomalies of devices: one row for each episode. */
export class AnomalyStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): AnomalyStore {
    return new AnomalyStore(options.database);
  }

  /** Episodes of these devices that have not ended. */
  async openOf(
    transaction: Knex.Transaction,
    deviceRefs: readonly string[],
  ): Promise<AnomalyRecord[]> {
    const query = transaction<AnomalyRow>('anomalies').whereNull('ended_at');
    whereInValues(query, 'device_ref', deviceRefs);
    const rows: AnomalyRow[] = await query;
    return rows.map(toRecord);
  }

  /** Adds episodes, or brings them up to date. */
  async save(
    transaction: Knex.Transaction,
    records: readonly AnomalyRecord[],
  ): Promise<void> {
    for (let start = 0; start < records.length; start += CHUNK) {
      await transaction('anomalies')
        .insert(records.slice(start, start + CHUNK).map(toRow))
        .onConflict('id')
        .merge(['ended_at', 'score', 'severity', 'observed', 'expected']);
    }
  }

  /**
   * A page of anomalies, newest first.
   *
   * @param options - `deviceRef` keeps those of one device, `deviceRefs` those of any of these devices, `open` those that
   * have not ended (true) or have (false)
   * @throws InputError when the cursor is none of ours
   */
  async list(options: {
    deviceRef?: string;
    deviceRefs?: readonly string[];
    open?: boolean;
    limit: number;
    cursor?: string;
  }): Promise<{ items: Anomaly[]; nextCursor?: string }> {
    const query = this.#database<AnomalyRow>('anomalies')
      .select('*')
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.limit + 1);
    if (options.deviceRef !== undefined) {
      query.where('device_ref', options.deviceRef);
    }
    if (options.deviceRefs !== undefined) {
      whereInValues(query, 'device_ref', options.deviceRefs);
    }
    if (options.open === true) {
      query.whereNull('ended_at');
    }
    if (options.open === false) {
      query.whereNotNull('ended_at');
    }
    if (options.cursor !== undefined) {
      const [startedAt, id] = decodeCursor(options.cursor);
      const instant = DateTime.fromMillis(startedAt, { zone: 'utc' });
      if (!instant.isValid) {
        throw new InputError(
          'cursor: holds no instant; use nextCursor of the previous page, or leave it out',
        );
      }
      query.whereRaw('(started_at, id) < (?, ?)', [
        instant.toJSDate().toISOString(),
        id,
      ]);
    }
    const rows: AnomalyRow[] = await query;
    const records = rows.slice(0, options.limit).map(toRecord);
    const deliveries = await this.#deliveries(records);
    const last = records.at(-1);
    return {
      items: records.map(record => ({
        ...record,
        delivery: deliveries.get(record.id),
      })),
      nextCursor:
        last && rows.length > options.limit
          ? encodeCursor([Date.parse(last.startedAt), last.id])
          : undefined,
    };
  }

  /** dead when an event of it can no longer be delivered, pending while one is on its way. */
  async #deliveries(
    records: AnomalyRecord[],
  ): Promise<Map<string, AnomalyDeliveryEnum>> {
    const owners = new Map<string, string>();
    for (const { id } of records) {
      for (const action of ['anomaly-opened', 'anomaly-closed'] as const) {
        owners.set(`${anomalyEventId({ id, action })}/${action}`, id);
      }
    }
    const query = this.#database('outbox').select('dedupe_key', 'state');
    whereInValues(query, 'dedupe_key', [...owners.keys()]);
    const rows: { dedupe_key: string; state: string }[] = await query;
    const deliveries = new Map<string, AnomalyDeliveryEnum>();
    for (const { dedupe_key: key, state } of rows) {
      const id = owners.get(key);
      const sofar = id && deliveries.get(id);
      if (id === undefined || sofar === 'dead') {
        continue;
      }
      if (state === 'dead') {
        deliveries.set(id, 'dead');
      } else if (state !== 'delivered') {
        deliveries.set(id, 'pending');
      } else if (sofar === undefined) {
        deliveries.set(id, 'delivered');
      }
    }
    return deliveries;
  }
}
