import type { Knex } from 'knex';
import type { StixObject } from '../feeds/stix/StixObject';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

interface ObjectRow {
  feed_id: string;
  object_id: string;
  type: string;
  modified: string;
  relation: string | null;
  source_ref: string | null;
  target_ref: string | null;
  body: string;
}

const CHUNK = 100;

function fromRow(row: ObjectRow): StixObject {
  return {
    id: row.object_id,
    type: row.type,
    modified: row.modified,
    relation: row.relation ?? undefined,
    sourceRef: row.source_ref ?? undefined,
    targetRef: row.target_ref ?? undefined,
    body: JSON.parse(row.body),
  };
}

function toRow(feedId: string, object: StixObject): ObjectRow {
  return {
    feed_id: feedId,
    object_id: object.id,
    type: object.type,
    modified: object.modified,
    relation: object.relation ?? null,
    source_ref: object.sourceRef ?? null,
    target_ref: object.targetRef ?? null,
    body: JSON.stringify(object.body),
  };
}

/** STIX objects of all feeds: an object may arrive long before what it speaks of. */
export class IntelligenceObjectStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: {
    database: Knex;
    pace: HostPace;
  }): IntelligenceObjectStore {
    return new IntelligenceObjectStore(options);
  }

  /** Writes objects; an older version replaces nothing. @returns whether anything changed */
  async save(
    transaction: Knex.Transaction,
    feedId: string,
    objects: readonly StixObject[],
  ): Promise<boolean> {
    const newest = new Map<string, StixObject>();
    for (const object of objects) {
      const other = newest.get(object.id);
      if (!other || other.modified <= object.modified) {
        newest.set(object.id, object);
      }
    }
    const query = transaction<ObjectRow>('intelligence_objects')
      .where({ feed_id: feedId })
      .select('*');
    whereInValues(query, 'object_id', [...newest.keys()]);
    const stored: ObjectRow[] = await query;
    const before = new Map(stored.map(row => [row.object_id, row]));
    const rows = [...newest.values()]
      .map(object => toRow(feedId, object))
      .filter(row => {
        const known = before.get(row.object_id);
        return (
          !known ||
          (known.modified <= row.modified &&
            (known.modified !== row.modified || known.body !== row.body))
        );
      });
    for (let start = 0; start < rows.length; start += CHUNK) {
      await transaction('intelligence_objects')
        .insert(rows.slice(start, start + CHUNK))
        .onConflict(['feed_id', 'object_id'])
        .merge();
      await this.#pace.rest();
    }
    return rows.length > 0;
  }

  /** Objects of a feed by their ids. */
  async get(
    feedId: string,
    ids: Iterable<string>,
  ): Promise<Map<string, StixObject>> {
    const query = this.#database<ObjectRow>('intelligence_objects')
      .where({ feed_id: feedId })
      .select('*');
    whereInValues(query, 'object_id', [...new Set(ids)]);
    const rows: ObjectRow[] = await query;
    return new Map(rows.map(row => [row.object_id, fromRow(row)]));
  }

  /** A page of the objects of some types, in the order of their ids. */
  async page(options: {
    feedId: string;
    types: readonly string[];
    after: string;
    limit: number;
  }): Promise<StixObject[]> {
    const rows: ObjectRow[] = await this.#database<ObjectRow>(
      'intelligence_objects',
    )
      .where({ feed_id: options.feedId })
      .whereIn('type', [...options.types])
      .where('object_id', '>', options.after)
      .orderBy('object_id')
      .limit(options.limit)
      .select('*');
    return rows.map(fromRow);
  }

  /** Relationships of one kind from or to some objects, as pairs of source and target. */
  async pairs(options: {
    feedId: string;
    relation: string;
    column: 'source_ref' | 'target_ref';
    ids: readonly string[];
    limit: number;
  }): Promise<{ sourceRef: string; targetRef: string }[]> {
    const query = this.#database<ObjectRow>('intelligence_objects')
      .where({
        feed_id: options.feedId,
        type: 'relationship',
        relation: options.relation,
      })
      .orderBy('object_id')
      .limit(options.limit)
      .select('source_ref', 'target_ref');
    whereInValues(query, options.column, options.ids);
    const rows: Pick<ObjectRow, 'source_ref' | 'target_ref'>[] = await query;
    return rows.map(row => ({
      sourceRef: row.source_ref ?? '',
      targetRef: row.target_ref ?? '',
    }));
  }

  /** Forgets all objects of a feed but these. @returns whether there were any */
  async retain(
    transaction: Knex.Transaction,
    feedId: string,
    present: ReadonlySet<string>,
  ): Promise<boolean> {
    const rows: { object_id: string }[] = await transaction<ObjectRow>(
      'intelligence_objects',
    )
      .where({ feed_id: feedId })
      .select('object_id');
    const gone = rows
      .map(row => row.object_id)
      .filter(objectId => !present.has(objectId));
    const query = transaction('intelligence_objects').where({
      feed_id: feedId,
    });
    whereInValues(query, 'object_id', gone);
    return (await query.delete()) > 0;
  }
}
