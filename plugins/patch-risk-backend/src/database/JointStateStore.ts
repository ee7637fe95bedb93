import type { JointState } from '@patch-risk/model';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

// Both engines take this many rows in one statement.
const CHUNK = 400;

/** What the detector knows of the metrics of a device together. */
export class JointStateStore {
  private constructor() {}

  static create(): JointStateStore {
    return new JointStateStore();
  }

  /**
   * The states of these devices, locked until the end of the transaction; to be called after the metrics were locked, so
   * that all transactions lock in the same order.
   */
  async lock(
    transaction: Knex.Transaction,
    deviceRefs: readonly string[],
  ): Promise<Map<string, JointState>> {
    const ordered = [...deviceRefs].sort((a, b) => (a < b ? -1 : 1));
    const states = new Map<string, JointState>();
    const isPostgres = transaction.client.config.client === 'pg';
    for (let start = 0; start < ordered.length; start += CHUNK) {
      const chunk = ordered.slice(start, start + CHUNK);
      // A row must be there before it can be locked.
      await transaction('joint_states')
        .insert(chunk.map(deviceRef => ({ device_ref: deviceRef, state: '' })))
        .onConflict('device_ref')
        .ignore();
      const query = transaction('joint_states')
        .select('device_ref', 'state')
        .orderByRaw(isPostgres ? 'device_ref COLLATE "C"' : 'device_ref');
      whereInValues(query, 'device_ref', chunk);
      const rows: { device_ref: string; state: string }[] = await (isPostgres
        ? query.forUpdate()
        : query);
      for (const row of rows) {
        if (row.state !== '') {
          states.set(row.device_ref, JSON.parse(row.state));
        }
      }
    }
    return states;
  }

  async save(
    transaction: Knex.Transaction,
    states: ReadonlyMap<string, JointState>,
  ): Promise<void> {
    const rows = [...states].map(([deviceRef, state]) => ({
      device_ref: deviceRef,
      state: JSON.stringify(state),
    }));
    for (let start = 0; start < rows.length; start += CHUNK) {
      await transaction('joint_states')
        .insert(rows.slice(start, start + CHUNK))
        .onConflict('device_ref')
        .merge();
    }
  }

  /** Forgets devices of which no metric is known any more. */
  async clean(database: Knex): Promise<void> {
    await database('joint_states')
      .whereNotIn(
        'device_ref',
        database('detector_states').select('device_ref'),
      )
      .delete();
  }
}
