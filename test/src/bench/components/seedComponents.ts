import { componentKeys } from '@patch-risk/match';
import type { Knex } from 'knex';
import { SeededRandom } from '../SeededRandom';

/** Components of one set: as many as a firmware of moderate size has. */
const SET_SIZE = 500;

/** Versions of each of the components that everybody has. */
const COMMON_VERSIONS = 60;
const COMMON = ['openssl', 'zlib', 'busybox', 'libssh', 'curl'];
const SYLLABLES =
  'ba co di fu ga hel in ka lo mi net os pro qu ra si to ux'.split(' ');
const CHUNK = 5_000;
const AT = '2026-11-20T12:00:00.000Z';

/** What was made. */
export interface SeededComponents {
  sets: number;
  /** Rows of components and sets. */
  members: number;
  components: number;
  /** Names of components that few have. */
  names: string[];
}

/** Many rows in one statement, on either engine; numbers are whole. */
async function fill(
  knex: Knex,
  table: string,
  rows: readonly Record<string, string | number>[],
): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const columns = Object.entries(rows[0] ?? {});
  const values = columns.map(([, value], index) =>
    isPostgres && typeof value === 'number'
      ? `(value->>${index})::int`
      : `value->>${index}`,
  );
  const source = isPostgres
    ? 'jsonb_array_elements(?::jsonb) as given(value)'
    : 'json_each(?)';
  for (let start = 0; start < rows.length; start += CHUNK) {
    await knex.raw(
      `insert into ${table} (${columns
        .map(([name]) => name)
        .join(', ')}) select ${values.join(', ')} from ${source}`,
      [
        JSON.stringify(
          rows.slice(start, start + CHUNK).map(row => Object.values(row)),
        ),
      ],
    );
  }
}

async function fillComponents(
  knex: Knex,
  components: readonly { name: string; version: string }[],
): Promise<void> {
  const nameIds = new Map<string, number>();
  for (const { name } of components) {
    if (!nameIds.has(name)) nameIds.set(name, nameIds.size + 1);
  }
  const names = [...nameIds];
  await fill(
    knex,
    'component_names',
    names.map(([name, id]) => ({ id, name })),
  );
  await fill(
    knex,
    'component_words',
    // Made of letters alone, each name is one word.
    names.map(([word, id]) => ({ word, name_id: id })),
  );
  const rows = components.map(({ name, version }, index) => ({
    id: index + 1,
    identity: `${name}@${version}`,
    name_id: nameIds.get(name) ?? 0,
    name,
    version,
    purl: `pkg:generic/${name}@${version}`,
    licences: '[]',
    hashes: '[]',
  }));
  await fill(knex, 'components', rows);
  await fill(
    knex,
    'component_keys',
    rows.flatMap(row =>
      componentKeys(row).map(key => ({ key, component_id: row.id })),
    ),
  );
}

/**
 * Fills a database with component sets, as the store would leave them: in each set a version of each
 * component that everybody has, and others of a long tail of names; and devices that share the sets.
 */
export async function seedComponents(options: {
  knex: Knex;
  rows: number;
  devices: number;
  seed: number;
}): Promise<SeededComponents> {
  const { knex, rows, devices, seed } = options;
  const random = SeededRandom.create(seed);
  const sets = Math.max(1, Math.round(rows / SET_SIZE));
  const tail = Math.max(SET_SIZE, Math.round(rows / 10));
  const unique = new Set<string>();
  while (unique.size < tail / 5) {
    const syllables = Array.from(
      { length: 3 + random.below(3) },
      () => SYLLABLES[random.below(SYLLABLES.length)],
    );
    unique.add(`lib${syllables.join('')}`);
  }
  const names = [...unique];
  const common = COMMON.flatMap(name =>
    Array.from({ length: COMMON_VERSIONS }, (_, index) => ({
      name,
      version: `1.${Math.floor(index / 10)}.${index % 10}`,
    })),
  );
  const rare = Array.from({ length: tail }, (_, index) => ({
    name: names[index % names.length],
    version: `2.${Math.floor(index / names.length)}`,
  }));
  await fillComponents(knex, [...common, ...rare]);
  // Filled first and indexed after, as a database is that is loaded.
  await knex.raw('drop index component_set_members_component');
  let waiting: { set_id: number; component_id: number }[] = [];
  let members = 0;
  for (let setId = 1; setId <= sets; setId++) {
    const ids = new Set<number>();
    for (let name = 0; name < COMMON.length; name++) {
      ids.add(name * COMMON_VERSIONS + random.below(COMMON_VERSIONS) + 1);
    }
    while (ids.size < SET_SIZE) {
      ids.add(common.length + random.below(rare.length) + 1);
    }
    const sorted = [...ids].sort((left, right) => left - right);
    waiting.push(...sorted.map(id => ({ set_id: setId, component_id: id })));
    members += ids.size;
    if (waiting.length >= CHUNK || setId === sets) {
      await fill(knex, 'component_set_members', waiting);
      waiting = [];
    }
  }
  await knex.raw(
    'create index component_set_members_component on component_set_members (component_id, set_id)',
  );
  await fill(
    knex,
    'devices',
    Array.from({ length: devices }, (_, number) => ({
      entity_ref: `resource:default/device-${number}`,
      uid: String(number),
      etag: '1',
      title: `Device ${number}`,
      owner_ref: `group:default/team-${number % 20}`,
      vendor: 'Acme',
      model: `Model ${number % sets}`,
      firmware_version: '1.0',
      component_set_ids: JSON.stringify([(number % sets) + 1]),
      fields: '{}',
      problems: '[]',
      first_seen_at: AT,
      last_seen_at: AT,
      changed_at: AT,
    })),
  );
  await knex.raw('analyze');
  return { sets, members, components: common.length + rare.length, names };
}
