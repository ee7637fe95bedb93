import type { SetComponent } from '@patch-risk/backstage-plugin-patch-risk-backend/src/components/SetComponent';
import { ComponentSetStore } from '@patch-risk/backstage-plugin-patch-risk-backend/src/database/ComponentSetStore';
import { HostPace } from '@patch-risk/backstage-plugin-patch-risk-backend/src/workers/HostPace';
import type { Knex } from 'knex';
import { SeededRandom } from '../SeededRandom';

/** Components of one set: as many as a firmware of moderate size has. */
export const SET_SIZE = 500;

/** Versions of each of the components that everybody has. */
const COMMON_VERSIONS = 60;
const COMMON = ['openssl', 'zlib', 'busybox', 'libssh', 'curl'];
const SYLLABLES =
  'ba co di fu ga hel in ka lo mi net os pro qu ra si to ux'.split(' ');
const CHUNK = 500;

/** What was made. */
export interface SeededComponents {
  sets: number;
  /** Rows of components and sets. */
  members: number;
  components: number;
  /** Names of components that few have. */
  names: string[];
}

function component(name: string, version: string): SetComponent {
  return {
    identity: `${name}@${version}`,
    name,
    version,
    purl: `pkg:generic/${name}@${version}`,
    licences: [],
    hashes: [],
  };
}

/**
 * Fills a database with component sets: in each set a version of each component that everybody has, and
 * others of a long tail of names; and devices that share the sets.
 */
export async function seedComponents(options: {
  knex: Knex;
  rows: number;
  devices: number;
  seed: number;
}): Promise<SeededComponents> {
  const { knex, rows, devices, seed } = options;
  const random = SeededRandom.create(seed);
  const store = ComponentSetStore.create({
    pace: HostPace.create({ share: 1 }),
  });
  const sets = Math.max(1, Math.round(rows / SET_SIZE));
  const tail = Math.max(SET_SIZE, Math.round(rows / 10));
  const names = new Set<string>();
  while (names.size < tail / 5) {
    const syllables = Array.from(
      { length: 3 + random.below(3) },
      () => SYLLABLES[random.below(SYLLABLES.length)],
    );
    names.add(`lib${syllables.join('')}`);
  }
  const all = [...names];
  const common = COMMON.flatMap(name =>
    Array.from({ length: COMMON_VERSIONS }, (_, index) =>
      component(name, `1.${Math.floor(index / 10)}.${index % 10}`),
    ),
  );
  const rare = Array.from({ length: tail }, (_, index) =>
    component(all[index % all.length], `2.${Math.floor(index / all.length)}`),
  );
  const add = async (components: SetComponent[]) => {
    const ids: number[] = [];
    for (let start = 0; start < components.length; start += CHUNK) {
      const chunk = components.slice(start, start + CHUNK);
      ids.push(
        ...(await knex.transaction(transaction =>
          store.addComponents(transaction, chunk),
        )),
      );
    }
    return ids;
  };
  const commonIds = await add(common);
  const rareIds = await add(rare);
  const at = '2026-11-20T12:00:00.000Z';
  const setIds: number[] = [];
  for (let start = 0; start < sets; start += 100) {
    await knex.transaction(async transaction => {
      for (let index = start; index < Math.min(sets, start + 100); index++) {
        const setId = await store.create(transaction, {
          contentHash: `set-${index}`,
          specVersion: '1.5',
          componentCount: SET_SIZE,
          at,
        });
        const members = new Set<number>();
        for (let name = 0; name < COMMON.length; name++) {
          members.add(
            commonIds[name * COMMON_VERSIONS + random.below(COMMON_VERSIONS)],
          );
        }
        while (members.size < Math.min(SET_SIZE, rareIds.length)) {
          members.add(rareIds[random.below(rareIds.length)]);
        }
        await store.addMembers(transaction, setId, [...members]);
        setIds.push(setId);
      }
    });
  }
  for (let start = 0; start < devices; start += CHUNK) {
    await knex('devices').insert(
      Array.from({ length: Math.min(CHUNK, devices - start) }, (_, index) => {
        const number = start + index;
        return {
          entity_ref: `resource:default/device-${number}`,
          uid: String(number),
          etag: '1',
          title: `Device ${number}`,
          owner_ref: `group:default/team-${number % 20}`,
          vendor: 'Acme',
          model: `Model ${number % sets}`,
          firmware_version: '1.0',
          component_set_ids: JSON.stringify([setIds[number % sets]]),
          fields: '{}',
          problems: '[]',
          first_seen_at: at,
          last_seen_at: at,
          changed_at: at,
        };
      }),
    );
  }
  await knex.raw('analyze');
  const [{ count }] = await knex('component_set_members').count({ count: '*' });
  return {
    sets,
    members: Number(count),
    components: common.length + rare.length,
    names: all,
  };
}
