import type { Knex } from 'knex';
import type { ProvidedDevice } from './ProvidedDevice';
import type { ProviderState } from './ProviderState';

const DEVICES = 'patch_risk_provided_devices';
const STATE = 'patch_risk_provider_state';
const STATE_ID = 'devices';

interface DeviceRow {
  device_key: string;
  entity_ref: string;
  content_hash: string | null;
  described_by: string | null;
  ended_at: string | null;
  applied_at: string | null;
  created_at: string;
}

function toDevice(row: DeviceRow): ProvidedDevice {
  return {
    deviceKey: row.device_key,
    entityRef: row.entity_ref,
    contentHash: row.content_hash ?? undefined,
    describedBy: row.described_by ?? undefined,
    isEnded: row.ended_at !== null,
  };
}

/** `column IN (values)` with one binding, however many values there are. */
function whereIn(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  if (query.client.config.client === 'pg') {
    query.whereRaw('?? = ANY(?::text[])', [column, [...values]]);
  } else {
    query.whereRaw('?? IN (SELECT value FROM json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}

/** Which devices are in the catalog under which names, and how far they were read. */
export class ProviderStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): ProviderStore {
    return new ProviderStore(options.database);
  }

  /** Undefined before the first page. */
  async state(): Promise<ProviderState | undefined> {
    const row = await this.#database(STATE).where('id', STATE_ID).first();
    return row
      ? {
          revision: row.revision,
          revisionKey: row.revision_key ?? undefined,
          basis: row.basis,
        }
      : undefined;
  }

  /** Devices by their keys, the oldest first. */
  async devices(keys: readonly string[]): Promise<ProvidedDevice[]> {
    const rows: DeviceRow[] = await this.#database<DeviceRow>(DEVICES)
      .modify(query => whereIn(query, 'device_key', keys))
      .orderBy(['created_at', 'device_key']);
    return rows.map(toDevice);
  }

  /** Which of these names are in use. */
  async taken(entityRefs: readonly string[]): Promise<Set<string>> {
    const refs: string[] = await this.#database<DeviceRow>(DEVICES)
      .modify(query => whereIn(query, 'entity_ref', entityRefs))
      .pluck('entity_ref');
    return new Set(refs);
  }

  /** Keeps the names of new devices before the catalog hears of them. */
  async reserve(devices: readonly ProvidedDevice[], at: string): Promise<void> {
    if (devices.length === 0) return;
    await this.#database.batchInsert(
      DEVICES,
      devices.map(device => ({
        device_key: device.deviceKey,
        entity_ref: device.entityRef,
        content_hash: null,
        described_by: device.describedBy ?? null,
        applied_at: null,
        created_at: at,
      })),
      500,
    );
  }

  /** Writes what the catalog has accepted, and how far it was read, in one transaction. */
  async commit(options: {
    changed: readonly ProvidedDevice[];
    removedKeys: readonly string[];
    state: ProviderState;
    at: string;
  }): Promise<void> {
    const { changed, removedKeys, state, at } = options;
    await this.#database.transaction(async transaction => {
      const created = new Map<string, string>();
      const keys = [...removedKeys, ...changed.map(item => item.deviceKey)];
      if (keys.length > 0) {
        // A device with a new key keeps its age, by its name.
        const rows: DeviceRow[] = await transaction<DeviceRow>(DEVICES).modify(
          query => whereIn(query, 'device_key', keys),
        );
        for (const row of rows) created.set(row.entity_ref, row.created_at);
        for (const row of rows) created.set(row.device_key, row.created_at);
        await transaction(DEVICES)
          .modify(query => whereIn(query, 'device_key', keys))
          .delete();
      }
      if (changed.length > 0) {
        await transaction.batchInsert(
          DEVICES,
          changed.map(device => ({
            device_key: device.deviceKey,
            entity_ref: device.entityRef,
            content_hash: device.contentHash ?? null,
            described_by: device.describedBy ?? null,
            ended_at: device.isEnded ? at : null,
            applied_at: at,
            created_at:
              created.get(device.entityRef) ??
              created.get(device.deviceKey) ??
              at,
          })),
          500,
        );
      }
      await transaction(STATE)
        .insert({
          id: STATE_ID,
          revision: state.revision,
          revision_key: state.revisionKey ?? null,
          basis: state.basis,
          updated_at: at,
        })
        .onConflict('id')
        .merge();
    });
  }

  /** Devices that are no longer managed, some of them. */
  async ended(limit: number): Promise<ProvidedDevice[]> {
    const rows: DeviceRow[] = await this.#database<DeviceRow>(DEVICES)
      .whereNotNull('ended_at')
      .orderBy('device_key')
      .limit(limit);
    return rows.map(toDevice);
  }

  /** Forgets devices for good. */
  async remove(keys: readonly string[]): Promise<void> {
    await this.#database(DEVICES)
      .modify(query => whereIn(query, 'device_key', keys))
      .delete();
  }

  /** How many entities the catalog was given before an instant. */
  async countProvided(before: string): Promise<number> {
    const [{ count }] = await this.#provided(before).count({ count: '*' });
    return Number(count);
  }

  /** Names of those entities, a page of them. */
  async providedRefs(options: {
    before: string;
    after: string;
    limit: number;
  }): Promise<string[]> {
    return this.#provided(options.before)
      .where('entity_ref', '>', options.after)
      .orderBy('entity_ref')
      .limit(options.limit)
      .pluck('entity_ref');
  }

  /** Marks entities as not in the catalog, so that they are given to it again. */
  async forget(entityRefs: readonly string[]): Promise<void> {
    await this.#database(DEVICES)
      .modify(query => whereIn(query, 'entity_ref', entityRefs))
      .update({ content_hash: null });
  }

  /** Keys of discovered devices, sorted, by the ref of the entity that describes them. */
  async described(): Promise<Map<string, string[]>> {
    const rows: DeviceRow[] = await this.#database<DeviceRow>(DEVICES)
      .whereNotNull('described_by')
      .orderBy('device_key');
    const keys = new Map<string, string[]>();
    for (const { device_key: key, described_by: ref } of rows) {
      if (ref !== null) keys.set(ref, [...(keys.get(ref) ?? []), key]);
    }
    return keys;
  }

  /** Counts of devices that are provided, and that people's entities describe. */
  async counts(): Promise<{ provided: number; described: number }> {
    const [row] = await this.#database(DEVICES).count({
      provided: 'content_hash',
      described: 'described_by',
    });
    return {
      provided: Number(row.provided),
      described: Number(row.described),
    };
  }

  #provided(before: string): Knex.QueryBuilder {
    return this.#database(DEVICES)
      .whereNotNull('content_hash')
      .where('applied_at', '<=', before);
  }
}
