import type { Knex } from 'knex';
import { whereInValues } from '../../database/whereInValues';
import type { FlowSummary } from './FlowSummary';

/** How far a log was read. */
export interface FlowCursor {
  source: string;
  path: string;
  /** Bytes, unpacked. */
  offset: number;
  size: number;
  modifiedAt: string;
  headBytes: number;
  headHash: string;
}

interface FlowRow {
  device_ref: string;
  direction: FlowSummary['direction'];
  own_zone: string;
  peer_zone: string;
  protocol: string;
  port: number;
  service: string;
  state: FlowSummary['state'];
  flows: number;
  bytes_received: number;
  bytes_sent: number;
  peers: number;
  example_peer: string;
  first_seen_at: string;
  last_seen_at: string;
}

const KEY = [
  'device_ref',
  'direction',
  'own_zone',
  'peer_zone',
  'protocol',
  'port',
  'service',
  'state',
];
// Both engines take this many rows of fifteen columns in one statement.
const CHUNK = 60;

function toRow(flow: FlowSummary): FlowRow {
  return {
    device_ref: flow.deviceRef,
    direction: flow.direction,
    own_zone: flow.ownZone,
    peer_zone: flow.peerZone,
    protocol: flow.protocol,
    port: flow.port,
    service: flow.service,
    state: flow.state,
    flows: flow.flows,
    bytes_received: flow.bytesReceived,
    bytes_sent: flow.bytesSent,
    peers: flow.peers,
    example_peer: flow.examplePeer,
    first_seen_at: flow.firstSeenAt,
    last_seen_at: flow.lastSeenAt,
  };
}

function toSummary(row: FlowRow): FlowSummary {
  return {
    deviceRef: row.device_ref,
    direction: row.direction,
    ownZone: row.own_zone,
    peerZone: row.peer_zone,
    protocol: row.protocol,
    port: row.port,
    service: row.service,
    state: row.state,
    flows: row.flows,
    bytesReceived: row.bytes_received,
    bytesSent: row.bytes_sent,
    peers: row.peers,
    examplePeer: row.example_peer,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}

/** Keeps sums of flows, and how far their logs were read. */
export class FlowStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): FlowStore {
    return new FlowStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  async cursors(source: string): Promise<FlowCursor[]> {
    const rows = await this.#database('reach_flow_files')
      .where({ source })
      .orderBy('path');
    return rows.map(row => ({
      source: row.source,
      path: row.path,
      offset: row.offset,
      size: row.size,
      modifiedAt: row.modified_at,
      headBytes: row.head_bytes,
      headHash: row.head_hash,
    }));
  }

  /**
   * Adds to the sums and moves the cursor in one transaction, so that no flow counts twice or is lost.
   *
   * @param options - `movedFrom` is the path that the file had before
   */
  async add(options: {
    flows: readonly FlowSummary[];
    cursor: FlowCursor;
    movedFrom?: string;
    maxRowsPerDevice: number;
    at: string;
  }): Promise<void> {
    const { flows, cursor, movedFrom, maxRowsPerDevice, at } = options;
    await this.#database.transaction(async transaction => {
      for (let start = 0; start < flows.length; start += CHUNK) {
        await this.#upsert(
          transaction,
          flows.slice(start, start + CHUNK).map(toRow),
        );
      }
      await this.#fold(
        transaction,
        [...new Set(flows.map(({ deviceRef }) => deviceRef))],
        maxRowsPerDevice,
      );
      if (movedFrom !== undefined) {
        await transaction('reach_flow_files')
          .where({ source: cursor.source, path: movedFrom })
          .delete();
      }
      await transaction('reach_flow_files')
        .insert({
          source: cursor.source,
          path: cursor.path,
          offset: cursor.offset,
          size: cursor.size,
          modified_at: cursor.modifiedAt,
          head_bytes: cursor.headBytes,
          head_hash: cursor.headHash,
          read_at: at,
        })
        .onConflict(['source', 'path'])
        .merge();
    });
  }

  /** Forgets flows and files that were not seen since. */
  async clean(before: string): Promise<number> {
    await this.#database('reach_flow_files')
      .where('read_at', '<', before)
      .delete();
    return this.#database('reach_flows')
      .where('last_seen_at', '<', before)
      .delete();
  }

  /** Notes that files are still there. */
  async touch(
    source: string,
    paths: readonly string[],
    at: string,
  ): Promise<void> {
    const query = this.#database('reach_flow_files').where({ source });
    whereInValues(query, 'path', paths);
    await query.update({ read_at: at });
  }

  /** Sums by device. */
  async of(refs: readonly string[]): Promise<Map<string, FlowSummary[]>> {
    const query = this.#database<FlowRow>('reach_flows')
      .orderBy(KEY.map(column => ({ column })))
      .select('*');
    whereInValues(query, 'device_ref', refs);
    const rows: FlowRow[] = await query;
    const byDevice = new Map<string, FlowSummary[]>();
    for (const row of rows) {
      const list = byDevice.get(row.device_ref) ?? [];
      list.push(toSummary(row));
      byDevice.set(row.device_ref, list);
    }
    return byDevice;
  }

  async #upsert(transaction: Knex.Transaction, rows: FlowRow[]) {
    const sum = (column: string) =>
      transaction.raw('?? + ??', [
        `reach_flows.${column}`,
        `excluded.${column}`,
      ]);
    const pick = (column: string, sign: '<' | '>') => {
      const [old, fresh] = [`reach_flows.${column}`, `excluded.${column}`];
      return transaction.raw(`CASE WHEN ?? ${sign} ?? THEN ?? ELSE ?? END`, [
        fresh,
        old,
        fresh,
        old,
      ]);
    };
    await transaction('reach_flows')
      .insert(rows)
      .onConflict(KEY)
      .merge({
        flows: sum('flows'),
        bytes_received: sum('bytes_received'),
        bytes_sent: sum('bytes_sent'),
        peers: pick('peers', '>'),
        first_seen_at: pick('first_seen_at', '<'),
        last_seen_at: pick('last_seen_at', '>'),
      });
  }

  /** Folds the seldomest services of devices with too many rows into one row for each zone. */
  async #fold(
    transaction: Knex.Transaction,
    refs: readonly string[],
    most: number,
  ): Promise<void> {
    const counting = transaction('reach_flows')
      .groupBy('device_ref')
      .havingRaw('count(*) > ?', [most])
      .select('device_ref');
    whereInValues(counting, 'device_ref', refs);
    const crowded: { device_ref: string }[] = await counting;
    for (const { device_ref } of crowded) {
      const rows: FlowRow[] = await transaction<FlowRow>('reach_flows')
        .where({ device_ref })
        .orderBy([
          { column: 'flows', order: 'desc' },
          ...KEY.map(column => ({ column })),
        ])
        .select('*');
      // Half of the room is kept free, so that the next flow does not fold again.
      const folded = rows
        .slice(Math.ceil(most / 2))
        .filter(row => row.port !== 0 || row.service !== '');
      for (const row of folded) {
        await transaction('reach_flows')
          .where({
            device_ref,
            direction: row.direction,
            own_zone: row.own_zone,
            peer_zone: row.peer_zone,
            protocol: row.protocol,
            port: row.port,
            service: row.service,
            state: row.state,
          })
          .delete();
        await this.#upsert(transaction, [{ ...row, port: 0, service: '' }]);
      }
    }
  }
}
