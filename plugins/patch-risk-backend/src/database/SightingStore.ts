import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Sighting } from '../feeds/intelligence/Sighting';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

/** A row of `intelligence_sightings`. */
export interface SightingRow {
  feed_id: string;
  scope: string;
  cve: string;
  kind: Sighting['kind'];
  source: string;
  actors: string;
  products: string;
  sectors: string;
  first_seen_on: string;
  last_seen_on: string | null;
  count: number;
  confidence: number | null;
  tlp: Sighting['tlp'] | null;
  content_hash: string;
  known_from: string;
  known_until: string | null;
}

// 16 columns a row: both engines take this many in one statement.
const CHUNK = 100;

function toRow(
  sighting: Sighting,
  place: { feedId: string; scope: string; at: string },
): SightingRow {
  const content = {
    cve: sighting.cve,
    kind: sighting.kind,
    source: sighting.source,
    actors: JSON.stringify(sighting.actors),
    products: JSON.stringify(sighting.products),
    sectors: JSON.stringify(sighting.sectors),
    first_seen_on: sighting.firstSeenOn,
    last_seen_on: sighting.lastSeenOn ?? null,
    count: sighting.count,
    confidence: sighting.confidence ?? null,
    tlp: sighting.tlp ?? null,
  };
  return {
    feed_id: place.feedId,
    scope: place.scope,
    ...content,
    content_hash: createHash('sha256')
      .update(JSON.stringify(content))
      .digest('hex'),
    known_from: place.at,
    known_until: null,
  };
}

/**
 * Who reports which vulnerability as seen or used. A report that changes is closed and written anew, so that what was
 * known at an instant can be told.
 */
export class SightingStore {
  readonly #pace: HostPace;

  private constructor(pace: HostPace) {
    this.#pace = pace;
  }

  static create(options: { pace: HostPace }): SightingStore {
    return new SightingStore(options.pace);
  }

  /**
   * Writes all that some scopes say now; what they no longer say is closed.
   *
   * @param options - `at` is the present instant, ISO 8601 in UTC
   * @returns whether anything changed
   */
  async replace(
    transaction: Knex.Transaction,
    options: {
      feedId: string;
      scopes: ReadonlyMap<string, readonly Sighting[]>;
      at: string;
    },
  ): Promise<boolean> {
    const { feedId, scopes, at } = options;
    const query = transaction<SightingRow & { id: number }>(
      'intelligence_sightings',
    )
      .where({ feed_id: feedId })
      .whereNull('known_until')
      .select('id', 'scope', 'content_hash');
    whereInValues(query, 'scope', [...scopes.keys()]);
    const stored: { id: number; scope: string; content_hash: string }[] =
      await query;
    const keyOf = (row: { scope: string; content_hash: string }) =>
      `${row.scope} ${row.content_hash}`;
    const open = new Map(stored.map(row => [keyOf(row), row.id]));
    const said = new Map<string, SightingRow>();
    for (const [scope, sightings] of scopes) {
      for (const sighting of sightings) {
        const row = toRow(sighting, { feedId, scope, at });
        said.set(keyOf(row), row);
      }
    }
    const added = [...said].flatMap(([key, row]) => (open.has(key) ? [] : row));
    const closed = [...open].flatMap(([key, id]) => (said.has(key) ? [] : id));
    await this.#close(transaction, closed, at);
    for (let start = 0; start < added.length; start += CHUNK) {
      await transaction('intelligence_sightings').insert(
        added.slice(start, start + CHUNK),
      );
      await this.#pace.rest();
    }
    return closed.length > 0 || added.length > 0;
  }

  /** Closes what all other scopes of a feed said. @returns whether there was anything */
  async retain(
    transaction: Knex.Transaction,
    options: { feedId: string; scopes: ReadonlySet<string>; at: string },
  ): Promise<boolean> {
    const { feedId, scopes, at } = options;
    const rows: { id: number; scope: string }[] = await transaction(
      'intelligence_sightings',
    )
      .where({ feed_id: feedId })
      .whereNull('known_until')
      .select('id', 'scope');
    const gone = rows.flatMap(({ id, scope }) => (scopes.has(scope) ? [] : id));
    await this.#close(transaction, gone, at);
    return gone.length > 0;
  }

  async #close(
    transaction: Knex.Transaction,
    ids: readonly number[],
    at: string,
  ): Promise<void> {
    for (let start = 0; start < ids.length; start += CHUNK) {
      await transaction('intelligence_sightings')
        .whereIn('id', ids.slice(start, start + CHUNK))
        .update({ known_until: at });
      await this.#pace.rest();
    }
  }
}
