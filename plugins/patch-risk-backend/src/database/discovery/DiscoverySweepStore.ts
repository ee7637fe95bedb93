import type { Knex } from 'knex';
import { whereInValues } from '../whereInValues';

/** Finds devices that passing time, or another configuration, makes other than they are stored. */
export class DiscoverySweepStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoverySweepStore {
    return new DiscoverySweepStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Notes until when each source, at each site, is known to have seen devices: at most until `at`. */
  async moveClocks(at: string): Promise<void> {
    const seen: { source: string; site: string; latest: string }[] =
      await this.#database('discovery_observations')
        .where('scope', '')
        .select('source', 'site')
        .max({ latest: 'last_seen' })
        .groupBy('source', 'site');
    const rows: { source: string; site: string; seen_until: string }[] =
      await this.#database('discovery_clocks').select('*');
    const known = new Map(
      rows.map(row => [JSON.stringify([row.source, row.site]), row.seen_until]),
    );
    for (const { source, site, latest } of seen) {
      const until = latest < at ? latest : at;
      if (until <= (known.get(JSON.stringify([source, site])) ?? '')) continue;
      await this.#database('discovery_clocks')
        .insert({ source, site, seen_until: until })
        .onConflict(['source', 'site'])
        .merge();
    }
  }

  /** Keys of devices of which a source is now missing, or no longer is. */
  async moved(options: {
    vanishAfterDays: number;
    limit: number;
    after: string;
  }): Promise<string[]> {
    const clocks: { source: string; site: string; seen_until: string }[] =
      await this.#database('discovery_clocks').select('*');
    const keys = new Set<string>();
    for (const { source, site, seen_until: until } of clocks) {
      const limit = new Date(
        Date.parse(until) - options.vanishAfterDays * 86_400_000,
      ).toISOString();
      const rows: { device_key: string }[] = await this.#database(
        'discovery_device_sources',
      )
        .where({ source, site })
        .where('device_key', '>', options.after)
        .where(either =>
          either
            .where(gone =>
              gone.where({ missing: false }).where('last_seen', '<', limit),
            )
            .orWhere(back =>
              back.where({ missing: true }).where('last_seen', '>=', limit),
            ),
        )
        .orderBy('device_key')
        .limit(options.limit)
        .select('device_key');
      for (const row of rows) keys.add(row.device_key);
    }
    return [...keys].sort().slice(0, options.limit);
  }

  /** Keys of devices whose state is not what the sources that adopt make of it. */
  async misplaced(options: {
    adopting: readonly string[];
    limit: number;
    after: string;
  }): Promise<string[]> {
    const adopted = this.#database('discovery_device_sources').select(
      'device_key',
    );
    whereInValues(adopted, 'source', options.adopting);
    const rows: { key: string }[] = await this.#database('discovery_devices')
      .where('scope', '')
      .where('state', 'unmanaged')
      .where('key', '>', options.after)
      .whereIn('key', adopted)
      .orderBy('key')
      .limit(options.limit)
      .select('key');
    return rows.map(({ key }) => key);
  }
}
