import type { DeviceChange, LinkedResult } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import { OutcomeEventStore, type NewOutcomeEvent } from '../OutcomeEventStore';
import { whereInValues } from '../whereInValues';
import { describeChange } from './describeChange';
import { DeviceRowWriter, type StateOf } from './DeviceRowWriter';
import { hashLabel } from './hashLabel';
import { inChunks } from './inChunks';
import type { LinkedPart } from './LinkedPart';

const CHUNK = 100;
// SQLite takes 500 rows in one statement at most.
const LABEL_CHUNK = 400;

/** What is written, and what of. */
export interface WrittenPart {
  part: LinkedPart;
  result: LinkedResult;
  /** Instant of the change, ISO 8601 in UTC. */
  at: string;
  /** Empty, or the import of a preview. */
  scope?: string;
  /** The import that brings it; what was there before is kept to undo it. */
  importId?: string;
  /** Observations that are no more. */
  removed?: readonly string[];
  /** Observations that were to be built anew, and are. */
  clean?: readonly string[];
  /** Writes what belongs to it, in the same transaction. */
  also?: (transaction: Knex.Transaction) => Promise<void>;
}

const EVENTS: Partial<Record<DeviceChange['kind'], NewOutcomeEvent['type']>> = {
  added: 'device-discovered',
  vanished: 'device-vanished',
  returned: 'device-returned',
};

/** Writes what merging gives, all of it or nothing. */
export class DiscoveryWriter {
  readonly #database: Knex;
  readonly #devices: DeviceRowWriter;
  readonly #outcomes: OutcomeEventStore;

  /** @param options - `stateOf` says whether a device is managed */
  static create(options: { database: Knex; stateOf: StateOf }) {
    return new DiscoveryWriter(options);
  }

  private constructor(options: { database: Knex; stateOf: StateOf }) {
    this.#database = options.database;
    this.#devices = DeviceRowWriter.create(options);
    this.#outcomes = OutcomeEventStore.create(options);
  }

  /** @returns false, with nothing written, where something else was written since the part was read */
  async write(written: WrittenPart): Promise<boolean> {
    const { part, scope = '', importId, result, at } = written;
    return this.#database.transaction(async transaction => {
      const counted = await transaction('discovery_state')
        .where({ id: 1, revision: part.revision })
        .update({ revision: part.revision + 1 });
      if (counted === 0) return false;
      if (scope === '' && importId !== undefined) {
        await this.#keepBefore(transaction, written, importId);
      }
      await this.#writeObservations(transaction, written);
      const managed = await this.#devices.write(transaction, written);
      if (managed > 1) {
        await transaction('discovery_state')
          .where({ id: 1 })
          .update({ revision: part.revision + managed });
      }
      await this.#tell(transaction, written);
      if (scope === '') {
        await this.#outcomes.append(
          transaction,
          result.changes.flatMap(change => eventsOf(change, importId)),
          at,
        );
      }
      await written.also?.(transaction);
      return true;
    });
  }

  async #keepBefore(
    transaction: Knex.Transaction,
    { part, result }: WrittenPart,
    importId: string,
  ): Promise<void> {
    const contents = new Map(
      part.observations.map(({ id, content }) => [id, content]),
    );
    const rows = result.observations.map(({ id }) => ({
      import_id: importId,
      observation_id: id,
      content: contents.get(id) ?? null,
    }));
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_before')
        .insert(chunk)
        .onConflict(['import_id', 'observation_id'])
        .ignore();
    }
  }

  async #writeObservations(
    transaction: Knex.Transaction,
    written: WrittenPart,
  ): Promise<void> {
    const { part, result, scope = '', removed = [], clean = [] } = written;
    const known = new Map(part.observations.map(each => [each.id, each]));
    const deviceOf = new Map(
      result.moved.map(({ id, device }) => [id, device]),
    );
    const rows = result.observations.map(each => ({
      scope,
      id: each.id,
      content: each.content,
      device_key: deviceOf.get(each.id) ?? known.get(each.id)?.device ?? '',
      source: each.source,
      site: each.site ?? '',
      last_seen: each.lastSeen,
    }));
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_observations')
        .insert(chunk)
        .onConflict(['scope', 'id'])
        .merge();
    }
    const isWritten = new Set(rows.map(({ id }) => id));
    const moved = new Map<string, string[]>();
    for (const { id, device } of result.moved) {
      if (isWritten.has(id)) continue;
      moved.set(device, [...(moved.get(device) ?? []), id]);
    }
    for (const [device, ids] of moved) {
      await this.#move(transaction, { device, ids, scope });
    }
    await this.#label(transaction, result, scope);
    if (removed.length > 0) {
      for (const [table, column] of [
        ['discovery_observations', 'id'],
        ['discovery_labels', 'observation_id'],
        ['discovery_texts', 'observation_id'],
        ['discovery_dirty', 'observation_id'],
      ]) {
        const query = transaction(table).delete();
        whereInValues(query, column, removed);
        await query;
      }
    }
    if (clean.length > 0) {
      const query = transaction('discovery_dirty').delete();
      whereInValues(query, 'observation_id', clean);
      await query;
    }
  }

  async #move(
    transaction: Knex.Transaction,
    options: { device: string; ids: string[]; scope: string },
  ): Promise<void> {
    const { device, ids, scope } = options;
    if (scope !== '') {
      // A preview changes no row of others: it gets one of its own.
      const copy = transaction('discovery_observations')
        .select(
          transaction.raw('? as scope', [scope]),
          'id',
          'content',
          transaction.raw('? as device_key', [device]),
          'source',
          'site',
          'last_seen',
        )
        .where('scope', '');
      whereInValues(copy, 'id', ids);
      const rows = await copy;
      for (const chunk of inChunks(rows, CHUNK)) {
        await transaction('discovery_observations')
          .insert(chunk)
          .onConflict(['scope', 'id'])
          .ignore();
      }
    }
    const query = transaction('discovery_observations')
      .where('scope', scope)
      .update({ device_key: device });
    whereInValues(query, 'id', ids);
    await query;
  }

  async #label(
    transaction: Knex.Transaction,
    result: LinkedResult,
    scope: string,
  ): Promise<void> {
    const labels = result.observations
      .filter(({ isNew }) => isNew)
      .flatMap(({ id, labels: own }) =>
        own.map(label => ({
          scope,
          label: hashLabel(label),
          observation_id: id,
        })),
      );
    for (const chunk of inChunks(labels, LABEL_CHUNK)) {
      await transaction('discovery_labels')
        .insert(chunk)
        .onConflict(['scope', 'label', 'observation_id'])
        .ignore();
    }
    if (scope !== '') return;
    const texts = result.observations.flatMap(({ id, texts: own }) =>
      own.map(text => ({ text: hashLabel(text), observation_id: id })),
    );
    for (const chunk of inChunks(texts, LABEL_CHUNK)) {
      await transaction('discovery_texts')
        .insert(chunk)
        .onConflict(['text', 'observation_id'])
        .ignore();
    }
  }

  async #tell(
    transaction: Knex.Transaction,
    { result, scope = '', importId, at }: WrittenPart,
  ): Promise<void> {
    const rows = result.changes.map(change => ({
      import_id: importId ?? null,
      preview: scope !== '',
      at,
      device_key: change.key,
      kind: change.kind,
      text: describeChange(change),
    }));
    const told = new Set(
      result.changes.flatMap(change => {
        if (change.kind === 'merged') return change.from;
        const key = change.kind === 'changed' ? change.fields.key : undefined;
        return typeof key?.before === 'string' ? [key.before] : [];
      }),
    );
    const split = new Set(
      result.changes.filter(({ kind }) => kind === 'split').map(c => c.key),
    );
    for (const key of result.gone) {
      if (told.has(key) || split.has(key)) continue;
      rows.push({
        import_id: importId ?? null,
        preview: scope !== '',
        at,
        device_key: key,
        kind: 'removed' as DeviceChange['kind'],
        text: 'No source tells of it any more',
      });
    }
    for (const chunk of inChunks(rows, CHUNK)) {
      await transaction('discovery_changes').insert(chunk);
    }
  }
}

function eventsOf(change: DeviceChange, importId?: string): NewOutcomeEvent[] {
  const type = EVENTS[change.kind];
  if (!type) return [];
  const { kind, key, ...payload } = change;
  return [{ type, subject: key, payload: { ...payload, importId } }];
}
