import type {
  DiscoveryChange,
  ManagedDevice,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { foldText } from '@patch-risk/match';
import type { DiscoveredDevice } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import { whereInValues } from '../whereInValues';

/** A device as it is stored. */
export interface StoredDevice {
  device: DiscoveredDevice;
  state: 'unmanaged' | 'managed' | 'dismissed';
  formerKeys: string[];
}

/** What a list of devices can be narrowed by. */
export interface DiscoveredDeviceFilter {
  state?: 'unmanaged' | 'managed' | 'dismissed' | 'conflict';
  query?: string;
  site?: string;
  source?: string;
}

interface DeviceRow {
  key: string;
  content: string;
  state: StoredDevice['state'];
  former_keys: string;
}

const HISTORY = 100;

const toDevice = (row: DeviceRow): StoredDevice => ({
  device: JSON.parse(row.content),
  state: row.state,
  formerKeys: JSON.parse(row.former_keys),
});

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Reads discovered devices. */
export class DiscoveryDeviceStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoveryDeviceStore {
    return new DiscoveryDeviceStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** By key; `cursor` is the last key of an earlier page. */
  async list(
    options: DiscoveredDeviceFilter & { limit: number; cursor?: string },
  ): Promise<{ items: StoredDevice[]; nextCursor?: string; total: number }> {
    const { limit, cursor } = options;
    const filtered = () => this.#filter(options);
    const [{ count }] = await filtered().count({ count: '*' });
    const query = filtered()
      .orderBy('key')
      .limit(limit + 1)
      .select('*');
    if (cursor !== undefined) query.where('key', '>', cursor);
    const rows: DeviceRow[] = await query;
    const items = rows.slice(0, limit);
    return {
      items: items.map(toDevice),
      nextCursor: rows.length > limit ? items[items.length - 1].key : undefined,
      total: Number(count),
    };
  }

  #filter(filter: DiscoveredDeviceFilter) {
    const { state, query: text, site, source } = filter;
    const query = this.#database('discovery_devices').where('scope', '');
    if (state === 'conflict') query.where('conflict_count', '>', 0);
    else if (state !== undefined) query.where({ state });
    const words = [text?.trim().toLowerCase(), foldText(text ?? '')].filter(
      (word): word is string => Boolean(word),
    );
    if (words.length > 0) {
      query.where(either => {
        for (const word of words) {
          either.orWhereRaw("search LIKE ? ESCAPE '\\'", [
            `%${escapeLike(word)}%`,
          ]);
        }
      });
    }
    if (site !== undefined || source !== undefined) {
      query.whereIn(
        'key',
        this.#database('discovery_device_sources')
          .select('device_key')
          .where({
            ...(site === undefined ? {} : { site }),
            ...(source === undefined ? {} : { source }),
          }),
      );
    }
    return query;
  }

  /** By any key that a device has or had. */
  async get(key: string): Promise<StoredDevice | undefined> {
    const present = (await this.resolve([key])).get(key);
    if (present === undefined) return undefined;
    const row: DeviceRow | undefined = await this.#database('discovery_devices')
      .where({ scope: '', key: present })
      .first();
    return row && toDevice(row);
  }

  /** The present key of each key that a device has or had. */
  async resolve(keys: readonly string[]): Promise<Map<string, string>> {
    const query = this.#database('discovery_labels')
      .join('discovery_observations', both =>
        both
          .on('discovery_observations.id', 'discovery_labels.observation_id')
          .andOn('discovery_observations.scope', 'discovery_labels.scope'),
      )
      .where('discovery_labels.scope', '')
      .select(
        'discovery_labels.label',
        'discovery_observations.device_key',
        'discovery_observations.content',
      );
    whereInValues(query, 'discovery_labels.label', keys);
    const rows: { label: string; device_key: string; content: string }[] =
      await query;
    const found = new Map<string, { device: string; firstSeen: string }>();
    for (const row of rows) {
      const { firstSeen } = JSON.parse(row.content);
      const known = found.get(row.label);
      // A key that a device bears is its own; of others the oldest bearer's device counts.
      if (known?.device === row.label) continue;
      if (
        !known ||
        row.device_key === row.label ||
        firstSeen < known.firstSeen
      ) {
        found.set(row.label, { device: row.device_key, firstSeen });
      }
    }
    return new Map([...found].map(([key, { device }]) => [key, device]));
  }

  /** What happened to a device under any of its keys, the newest first. */
  async history(keys: readonly string[]): Promise<DiscoveryChange[]> {
    const query = this.#database('discovery_changes')
      .where({ preview: false })
      .orderBy('sequence', 'desc')
      .limit(HISTORY)
      .select('*');
    whereInValues(query, 'device_key', keys);
    return (await query).map(row => ({
      kind: row.kind,
      key: row.device_key,
      at: row.at,
      text: row.text,
      importId: row.import_id ?? undefined,
    }));
  }

  /** Vendor, model and version of all devices that are not dismissed. */
  async texts(): Promise<
    {
      key: string;
      vendor: string | null;
      model: string | null;
      firmware_version: string | null;
    }[]
  > {
    return this.#database('discovery_devices')
      .where('scope', '')
      .whereNot('state', 'dismissed')
      .select('key', 'vendor', 'model', 'firmware_version');
  }

  /** Changes of managed devices after a revision. */
  async managed(options: { after: number; limit: number }): Promise<{
    items: ManagedDevice[];
    next: number;
    hasMore: boolean;
  }> {
    const { after, limit } = options;
    const rows: { key: string; revision: number | string; content: string }[] =
      await this.#database('discovery_managed')
        .where('revision', '>', after)
        .orderBy('revision')
        .limit(limit + 1)
        .select('*');
    const items = rows.slice(0, limit).map(row => {
      const revision = Number(row.revision);
      return row.content === null
        ? {
            key: row.key,
            revision,
            removed: true,
            formerKeys: [],
            sources: [],
          }
        : { key: row.key, revision, ...JSON.parse(row.content) };
    });
    return {
      items,
      next: items.length === 0 ? after : items[items.length - 1].revision,
      hasMore: rows.length > limit,
    };
  }
}
