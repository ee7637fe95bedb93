import type { Knex } from 'knex';
import type { Sighting } from '../feeds/intelligence/Sighting';
import type { SightingRow } from './SightingStore';
import { whereInValues } from './whereInValues';

/** Like reports of one source about one vulnerability, put together. */
export type StoredSighting = Omit<Sighting, 'cve'> & {
  feedId: string;
  /** Day on which the first of them was read, `YYYY-MM-DD`. */
  knownFrom: string;
};

/** A vulnerability of which everybody writes must not make each answer as long. */
const MOST_OF_A_CVE = 20;

const ALIKE = [
  'cve',
  'feed_id',
  'kind',
  'source',
  'actors',
  'products',
  'sectors',
  'tlp',
  'confidence',
] as const;

/**
 * What sources report of these CVEs, by CVE: reports of exploitation first, the surest and newest of each kind first.
 *
 * @param options - `asOf`: instant (ISO 8601 in UTC) after which nothing counts, neither what was read later nor what is
 *   dated later
 */
export async function readSightings(options: {
  database: Knex;
  cves: readonly string[];
  asOf: string;
}): Promise<Map<string, StoredSighting[]>> {
  const { database, cves, asOf } = options;
  const query = database('intelligence_sightings')
    .where('known_from', '<=', asOf)
    .where('first_seen_on', '<=', asOf.slice(0, 10))
    .where(version =>
      version.whereNull('known_until').orWhere('known_until', '>', asOf),
    )
    .groupBy([...ALIKE])
    .select([...ALIKE])
    .min({ first_seen_on: 'first_seen_on', known_from: 'known_from' })
    .max({ last_seen_on: 'last_seen_on' })
    .sum({ count: 'count' });
  whereInValues(query, 'cve', cves);
  // The sum of a column is text in PostgreSQL.
  const rows = (await query) as (Omit<SightingRow, 'count'> & {
    count: number | string;
  })[];
  const byCve = new Map<string, StoredSighting[]>();
  for (const row of rows) {
    const sightings = byCve.get(row.cve) ?? [];
    sightings.push({
      feedId: row.feed_id,
      kind: row.kind,
      source: row.source,
      actors: JSON.parse(row.actors),
      products: JSON.parse(row.products),
      sectors: JSON.parse(row.sectors),
      firstSeenOn: row.first_seen_on,
      lastSeenOn: row.last_seen_on ?? undefined,
      count: Number(row.count),
      confidence: row.confidence ?? undefined,
      tlp: row.tlp ?? undefined,
      knownFrom: row.known_from.slice(0, 10),
    });
    byCve.set(row.cve, sightings);
  }
  for (const [cve, sightings] of byCve) {
    byCve.set(cve, sightings.sort(compare).slice(0, MOST_OF_A_CVE));
  }
  return byCve;
}

const KINDS: Sighting['kind'][] = [
  'sighting',
  'use',
  'indicator',
  'capability',
  'mention',
];

function compare(one: StoredSighting, other: StoredSighting): number {
  return (
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) ||
    (other.confidence ?? 1) - (one.confidence ?? 1) ||
    textOrder(one, other)
  );
}

function textOrder(one: StoredSighting, other: StoredSighting): number {
  const [left, right] = [one, other].map(each =>
    [each.feedId, each.source, each.firstSeenOn, each.actors.join()].join('\n'),
  );
  return Number(left > right) - Number(left < right);
}
