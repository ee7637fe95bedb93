import { componentKeys, foldText } from '@patch-risk/match';
import type { Knex } from 'knex';
import type { SetComponent } from '../components/SetComponent';
import { shownName } from '../components/shownName';
import { wordsOf } from '../components/wordsOf';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

/** What a component set is, without its components. */
export interface NewComponentSet {
  /** Hash of the components. */
  contentHash: string;
  /** Of CycloneDX. */
  specVersion: string;
  /** What the document says that it is about. */
  name?: string;
  vendor?: string;
  version?: string;
  componentCount: number;
}

const CHUNK = 200;

/** Component sets, written once for all devices that have them. */
export class ComponentSetStore {
  readonly #pace: HostPace;

  private constructor(pace: HostPace) {
    this.#pace = pace;
  }

  static create(options: { pace: HostPace }): ComponentSetStore {
    return new ComponentSetStore(options.pace);
  }

  /** The set of these components, if it is stored. */
  async find(
    transaction: Knex,
    contentHash: string,
  ): Promise<number | undefined> {
    const row = await transaction('component_sets')
      .where({ content_hash: contentHash })
      .first('id');
    return row?.id;
  }

  /** Adds a set; `add` then gives it its components. */
  async create(
    transaction: Knex,
    set: NewComponentSet & { at: string },
  ): Promise<number> {
    const [{ id }] = await transaction('component_sets')
      .insert({
        content_hash: set.contentHash,
        spec_version: set.specVersion,
        name: set.name ?? null,
        vendor: set.vendor ?? null,
        version: set.version ?? null,
        component_count: set.componentCount,
        created_at: set.at,
      })
      .returning('id');
    return id;
  }

  /** Adds components to a set; those that another set has too are not stored again. */
  async add(
    transaction: Knex,
    setId: number,
    components: readonly SetComponent[],
  ): Promise<void> {
    for (let start = 0; start < components.length; start += CHUNK) {
      const chunk = components.slice(start, start + CHUNK);
      const ids = await this.addComponents(transaction, chunk);
      await this.addMembers(transaction, setId, ids);
      // An embedded database works in this thread: let others have their turn.
      await this.#pace.rest();
    }
  }

  /** Stores components that are not stored yet. @returns the ids of all of them */
  async addComponents(
    transaction: Knex,
    components: readonly SetComponent[],
  ): Promise<number[]> {
    const byIdentity = new Map(components.map(each => [each.identity, each]));
    const ids = await this.#idsOf(transaction, [...byIdentity.keys()]);
    const missing = [...byIdentity.values()].filter(
      ({ identity }) => !ids.has(identity),
    );
    if (missing.length > 0) {
      const nameIds = await this.#addNames(transaction, missing);
      const inserted: { id: number; identity: string }[] = await transaction(
        'components',
      )
        .insert(
          missing.map(each => ({
            identity: each.identity,
            name_id: nameIds.get(foldText(shownName(each))),
            name: each.name,
            component_group: each.group ?? null,
            version: each.version ?? null,
            purl: each.purl ?? null,
            cpe: each.cpe ?? null,
            supplier: each.supplier ?? null,
            licences: JSON.stringify(each.licences),
            hashes: JSON.stringify(each.hashes),
          })),
        )
        .onConflict('identity')
        .ignore()
        .returning(['id', 'identity']);
      await this.#addKeys(
        transaction,
        inserted.flatMap(({ id, identity }) => {
          const component = byIdentity.get(identity);
          return component ? [{ id, component }] : [];
        }),
      );
      const known = await this.#idsOf(
        transaction,
        missing.map(({ identity }) => identity),
      );
      for (const [identity, id] of known) ids.set(identity, id);
    }
    return [...ids.values()];
  }

  /** Makes stored components members of a set. */
  async addMembers(
    transaction: Knex,
    setId: number,
    componentIds: readonly number[],
  ): Promise<void> {
    const isPostgres = transaction.client.config.client === 'pg';
    await transaction.raw(
      isPostgres
        ? 'insert into component_set_members (set_id, component_id) select ?::int, unnest(?::int[]) on conflict do nothing'
        : 'insert or ignore into component_set_members (set_id, component_id) select ?, value from json_each(?)',
      [setId, isPostgres ? [...componentIds] : JSON.stringify(componentIds)],
    );
  }

  /** Removes sets that no source leads to any more, with the components that only they had. */
  async removeUnused(transaction: Knex): Promise<number> {
    const unused: { id: number }[] = await transaction('component_sets')
      .select('id')
      .whereNotIn('id', used =>
        used.select('set_id').from('component_sources'),
      );
    for (const { id } of unused) {
      const members: { component_id: number }[] = await transaction(
        'component_set_members',
      )
        .where({ set_id: id })
        .select('component_id');
      await transaction('component_set_members').where({ set_id: id }).delete();
      await transaction('component_sets').where({ id }).delete();
      for (let start = 0; start < members.length; start += CHUNK) {
        await this.#removeOrphans(
          transaction,
          members.slice(start, start + CHUNK).map(row => row.component_id),
        );
        await this.#pace.rest();
      }
    }
    return unused.length;
  }

  async #removeOrphans(transaction: Knex, ids: number[]): Promise<void> {
    const rows: { id: number; name_id: number }[] = await transaction(
      'components',
    )
      .whereIn('id', ids)
      .whereNotExists(held =>
        held
          .select(transaction.raw('1'))
          .from('component_set_members')
          .whereRaw('component_set_members.component_id = components.id'),
      )
      .select('id', 'name_id');
    const orphans = rows.map(({ id }) => id);
    await transaction('component_keys')
      .whereIn('component_id', orphans)
      .delete();
    await transaction('component_hashes')
      .whereIn('component_id', orphans)
      .delete();
    await transaction('components').whereIn('id', orphans).delete();
    const names: { id: number }[] = await transaction('component_names')
      .whereIn('id', [...new Set(rows.map(row => row.name_id))])
      .whereNotIn('id', left => left.select('name_id').from('components'))
      .select('id');
    const nameIds = names.map(({ id }) => id);
    await transaction('component_words').whereIn('name_id', nameIds).delete();
    await transaction('component_names').whereIn('id', nameIds).delete();
  }

  async #idsOf(
    transaction: Knex,
    identities: string[],
  ): Promise<Map<string, number>> {
    const query = transaction('components').select('id', 'identity');
    whereInValues(query, 'identity', identities);
    const rows: { id: number; identity: string }[] = await query;
    return new Map(rows.map(row => [row.identity, row.id]));
  }

  async #addNames(
    transaction: Knex,
    components: readonly SetComponent[],
  ): Promise<Map<string, number>> {
    const names = [
      ...new Set(components.map(each => foldText(shownName(each)))),
    ];
    const inserted: { id: number; name: string }[] = await transaction(
      'component_names',
    )
      .insert(names.map(name => ({ name })))
      .onConflict('name')
      .ignore()
      .returning(['id', 'name']);
    const words = inserted.flatMap(({ id, name }) =>
      wordsOf(name).map(word => ({ word, name_id: id })),
    );
    for (let start = 0; start < words.length; start += CHUNK) {
      await transaction('component_words').insert(
        words.slice(start, start + CHUNK),
      );
    }
    const query = transaction('component_names').select('id', 'name');
    whereInValues(query, 'name', names);
    const rows: { id: number; name: string }[] = await query;
    return new Map(rows.map(row => [row.name, row.id]));
  }

  async #addKeys(
    transaction: Knex,
    inserted: readonly { id: number; component: SetComponent }[],
  ): Promise<void> {
    const keys = inserted.flatMap(({ id, component }) =>
      componentKeys(component).map(key => ({ key, component_id: id })),
    );
    const hashes = inserted.flatMap(({ id, component }) =>
      [...new Set(component.hashes.map(hash => hash.split(':')[1]))].map(
        hash => ({ hash, component_id: id }),
      ),
    );
    for (let start = 0; start < keys.length; start += CHUNK) {
      await transaction('component_keys').insert(
        keys.slice(start, start + CHUNK),
      );
    }
    for (let start = 0; start < hashes.length; start += CHUNK) {
      await transaction('component_hashes').insert(
        hashes.slice(start, start + CHUNK),
      );
    }
  }
}
