import { InputError } from '@backstage/errors';
import type { DeviceDecision } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import { whereInValues } from '../whereInValues';
import { hashLabel } from './hashLabel';
import type { LinkedPart } from './LinkedPart';
import { readDecisionRow, type DecisionRow } from './readDecisionRow';

/**
 * More than this many linked observations are refused: a list in which everything bears the same name would otherwise
 * bring all of it into memory with each of its lines.
 */
const MOST_LINKED = 20_000;

interface ObservationRow {
  scope: string;
  id: string;
  content: string;
  device_key: string;
}

interface DeviceRow {
  scope: string;
  key: string;
  content: string;
  state: string;
  former_keys: string;
}

/** Of rows of both scopes the one of the preview. */
function preferPreview<Row extends { scope: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const known = found.get(keyOf(row));
    if (!known || row.scope !== '') found.set(keyOf(row), row);
  }
  return [...found.values()];
}

/** Reads what is linked with given labels, so that devices are made of a part of all observations at a time. */
export class DiscoveryLinkStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): DiscoveryLinkStore {
    return new DiscoveryLinkStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * @param options - `labels` to start from, and `observationIds`; `scope` of a preview, else empty
   * @throws InputError where too much is linked
   */
  async read(options: {
    labels?: readonly string[];
    observationIds?: readonly string[];
    scope?: string;
  }): Promise<LinkedPart> {
    const { scope = '' } = options;
    // First of all: what is written meanwhile then makes the writing fail, and the work is done again.
    const revision = await this.revision();
    const { ids, labels } = await this.#collect({
      labels: options.labels ?? [],
      observationIds: options.observationIds ?? [],
      scopes: scope === '' ? [''] : ['', scope],
    });
    const observations = await this.#observations([...ids], scope);
    const devices = await this.#devices(
      [...new Set(observations.map(({ device }) => device))],
      scope,
    );
    return {
      revision,
      observations,
      devices,
      decisions: await this.#decisions([...labels]),
      clocks: await this.#clocks(),
    };
  }

  /** Counted up by everything that writes devices. */
  async revision(): Promise<number> {
    const row = await this.#database('discovery_state')
      .where({ id: 1 })
      .first('revision');
    return Number(row.revision);
  }

  async #collect(options: {
    labels: readonly string[];
    observationIds: readonly string[];
    scopes: string[];
  }): Promise<{ ids: Set<string>; labels: Set<string> }> {
    const { scopes } = options;
    const ids = new Set<string>();
    const spent = new Set<string>();
    const same = await this.#same();
    const expand = (given: readonly string[]) => {
      // A set that grows while it is gone through: each key once, though pairs point both ways.
      const all = new Set(given);
      for (const hash of all) {
        for (const other of same.get(hash) ?? []) all.add(other);
      }
      return [...all].filter(hash => !spent.has(hash));
    };
    let hashes = expand(options.labels.map(hashLabel));
    let fresh = [...new Set(options.observationIds)];
    while (hashes.length > 0 || fresh.length > 0) {
      if (hashes.length > 0) {
        for (const hash of hashes) spent.add(hash);
        const query = this.#database('discovery_labels')
          .distinct('observation_id')
          .whereIn('scope', scopes);
        whereInValues(query, 'label', hashes);
        const rows: { observation_id: string }[] = await query;
        fresh.push(...rows.map(row => row.observation_id));
      }
      fresh = fresh.filter(id => !ids.has(id));
      if (fresh.length === 0) break;
      for (const id of fresh) ids.add(id);
      if (ids.size > MOST_LINKED) {
        throw new InputError(
          `More than ${MOST_LINKED} sightings are linked with each other by addresses, serial numbers or host names; look for a value that stands in many records and is no device's own, and leave it out of the file or its mapping`,
        );
      }
      const query = this.#database('discovery_labels')
        .distinct('label')
        .whereIn('scope', scopes);
      whereInValues(query, 'observation_id', fresh);
      const rows: { label: string }[] = await query;
      hashes = expand(rows.map(row => row.label));
      fresh = [];
    }
    return { ids, labels: spent };
  }

  /** Pairs of keys that people said to be the same device, by the hash of each. */
  async #same(): Promise<Map<string, string[]>> {
    const rows: DecisionRow[] = await this.#database('discovery_decisions')
      .where({ kind: 'same' })
      .whereNull('taken_back_at')
      .select('*');
    const same = new Map<string, string[]>();
    for (const { device_a: a, device_b: b } of rows) {
      const [left, right] = [hashLabel(a ?? ''), hashLabel(b ?? '')];
      same.set(left, [...(same.get(left) ?? []), right]);
      same.set(right, [...(same.get(right) ?? []), left]);
    }
    return same;
  }

  async #observations(
    ids: string[],
    scope: string,
  ): Promise<LinkedPart['observations']> {
    const query = this.#database<ObservationRow>('discovery_observations')
      .select('scope', 'id', 'content', 'device_key')
      .whereIn('scope', ['', scope]);
    whereInValues(query, 'id', ids);
    const rows: ObservationRow[] = await query;
    return preferPreview(rows, row => row.id).map(row => ({
      id: row.id,
      content: row.content,
      device: row.device_key,
    }));
  }

  async #devices(
    keys: string[],
    scope: string,
  ): Promise<LinkedPart['devices']> {
    const query = this.#database<DeviceRow>('discovery_devices')
      .select('scope', 'key', 'content', 'state', 'former_keys')
      .whereIn('scope', ['', scope]);
    whereInValues(query, 'key', keys);
    const rows: DeviceRow[] = await query;
    return preferPreview(rows, row => row.key)
      .filter(row => row.state !== 'removed')
      .map(row => ({
        key: row.key,
        content: row.content,
        formerKeys: JSON.parse(row.former_keys),
      }));
  }

  /** Aliases all; pairs all, as one of a pair may not be there yet; adoptions and dismissals of the keys. */
  async #decisions(labels: string[]): Promise<DeviceDecision[]> {
    const keys = labels.filter(label => label.startsWith('device-'));
    const general: DecisionRow[] = await this.#database('discovery_decisions')
      .whereIn('kind', ['alias', 'same', 'different'])
      .whereNull('taken_back_at')
      .select('*');
    const query = this.#database('discovery_decisions')
      .whereIn('kind', ['adopt', 'dismiss'])
      .whereNull('taken_back_at')
      .select('*');
    whereInValues(query, 'device_a', keys);
    const own: DecisionRow[] = await query;
    return [...general, ...own].map(readDecisionRow);
  }

  async #clocks(): Promise<Array<[string, string]>> {
    const rows: { source: string; site: string; seen_until: string }[] =
      await this.#database('discovery_clocks').select('*');
    return rows.map(row => [
      JSON.stringify([row.source, row.site]),
      row.seen_until,
    ]);
  }
}
