import { foldText } from '@patch-risk/match';
import type { DiscoveredDevice } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import { whereInValues } from '../whereInValues';
import { describeDevice } from './describeDevice';
import type { WrittenPart } from './DiscoveryWriter';
import { formerKeysOf } from './formerKeysOf';
import { inChunks } from './inChunks';
import type { ManagedContent } from './ManagedContent';

const CHUNK = 100;

/** Whether a device is managed. */
export type StateOf = (
  device: DiscoveredDevice,
) => 'unmanaged' | 'managed' | 'dismissed';

/** Writes rows of devices, and what the feed of managed ones tells. */
export class DeviceRowWriter {
  readonly #stateOf: StateOf;

  static create(options: { stateOf: StateOf }): DeviceRowWriter {
    return new DeviceRowWriter(options.stateOf);
  }

  private constructor(stateOf: StateOf) {
    this.#stateOf = stateOf;
  }

  /** @returns how many revisions the feed of managed devices took */
  async write(
    transaction: Knex.Transaction,
    written: WrittenPart,
  ): Promise<number> {
    const { part, result, scope = '' } = written;
    const former = formerKeysOf(part, result);
    const rows = result.devices.map(({ device, content }) =>
      this.#row({
        device,
        content,
        scope,
        former: former.get(device.key) ?? [],
      }),
    );
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_devices')
        .insert(chunk)
        .onConflict(['scope', 'key'])
        .merge();
    }
    await this.#remove(transaction, written);
    if (scope !== '') return 0;
    await this.#writeSources(transaction, written);
    return this.#writeManaged(transaction, written, former);
  }

  #row(options: {
    device: DiscoveredDevice;
    content: string;
    scope: string;
    former: readonly string[];
  }) {
    const { device, content, scope, former } = options;
    const told = describeDevice(device);
    const { vendor, model, serial, firmwareVersion, addresses } = told;
    return {
      scope,
      key: device.key,
      content,
      state: this.#stateOf(device),
      former_keys: JSON.stringify(former),
      vendor: vendor ?? null,
      model: model ?? null,
      firmware_version: firmwareVersion ?? null,
      search: [
        device.key,
        ...[told.title, vendor, model, serial].map(text =>
          foldText(text ?? ''),
        ),
        ...addresses.macs,
        ...addresses.ips,
        ...addresses.hostnames,
      ]
        .join('\n')
        .slice(0, 4_000),
      conflict_count: device.conflicts.length,
      first_seen: device.firstSeen,
      last_seen: device.lastSeen,
    };
  }

  async #remove(
    transaction: Knex.Transaction,
    { part, result, scope = '', at }: WrittenPart,
  ): Promise<void> {
    if (result.gone.length === 0) return;
    if (scope === '') {
      const query = transaction('discovery_devices')
        .where('scope', '')
        .delete();
      whereInValues(query, 'key', result.gone);
      await query;
      return;
    }
    const contents = new Map(
      part.devices.map(({ key, content }) => [key, content]),
    );
    const rows = result.gone.map(key => ({
      scope,
      key,
      content: contents.get(key) ?? '{}',
      state: 'removed',
      former_keys: '[]',
      search: '',
      conflict_count: 0,
      first_seen: at,
      last_seen: at,
    }));
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_devices')
        .insert(chunk)
        .onConflict(['scope', 'key'])
        .merge();
    }
  }

  async #writeSources(
    transaction: Knex.Transaction,
    { result }: WrittenPart,
  ): Promise<void> {
    const keys = [...result.devices.map(({ device }) => device.key)];
    const outdated = [...keys, ...result.gone];
    if (outdated.length === 0) return;
    const query = transaction('discovery_device_sources').delete();
    whereInValues(query, 'device_key', outdated);
    await query;
    const rows = result.devices.flatMap(({ device }) =>
      device.sources.map(({ source, site, lastSeen, missing }) => ({
        device_key: device.key,
        source,
        site: site ?? '',
        last_seen: lastSeen,
        missing,
      })),
    );
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_device_sources').insert(chunk);
    }
  }

  async #writeManaged(
    transaction: Knex.Transaction,
    { part, result }: WrittenPart,
    former: ReadonlyMap<string, string[]>,
  ): Promise<number> {
    const next = new Map<string, string | null>();
    for (const key of result.gone) next.set(key, null);
    for (const { device } of result.devices) {
      const content: ManagedContent = {
        formerKeys: former.get(device.key) ?? [],
        ...describeDevice(device),
      };
      next.set(
        device.key,
        this.#stateOf(device) === 'managed' ? JSON.stringify(content) : null,
      );
    }
    if (next.size === 0) return 0;
    const query = transaction('discovery_managed').select('key', 'content');
    whereInValues(query, 'key', [...next.keys()]);
    const known = new Map<string, string | null>(
      (await query).map((row: { key: string; content: string | null }) => [
        row.key,
        row.content,
      ]),
    );
    const rows: { key: string; revision: number; content: string | null }[] =
      [];
    for (const [key, content] of next) {
      // What was never managed needs no word that it is not.
      if (content === (known.get(key) ?? null)) continue;
      const revision = part.revision + rows.length + 1;
      rows.push({ key, revision, content });
    }
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_managed')
        .insert(chunk)
        .onConflict('key')
        .merge();
    }
    return rows.length;
  }
}
