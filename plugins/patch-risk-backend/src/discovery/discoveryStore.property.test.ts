import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createSighting,
  DeviceRegistry,
  type DiscoveredDevice,
  type Sighting,
} from '@patch-risk/discovery';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createDiscovery } from './__testUtils__/createDiscovery';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const AT = '2026-11-21T08:00:00.000Z';

const claim = (values: string[]) =>
  fc.record({
    value: fc.constantFrom(...values),
    confidence: fc.constantFrom(0.4, 0.9),
    evidence: fc.constant('column'),
  });

// Few values, so that identities meet, contradict and bridge each other across batches.
const sighting: fc.Arbitrary<Sighting> = fc
  .record({
    source: fc.constantFrom('nmap', 'dhcp', 'csv'),
    record: fc.constantFrom('a:1', 'a:2'),
    seenAt: fc.constantFrom('2026-10-01T00:00:00Z', '2026-11-03T00:00:00Z'),
    macs: fc.uniqueArray(
      fc.constantFrom(
        '00:1b:1b:00:00:01',
        '00:1b:1b:00:00:02',
        '00:1b:1b:00:00:03',
        '02:00:00:00:00:01',
      ),
      { maxLength: 2 },
    ),
    ips: fc.uniqueArray(fc.constantFrom('192.0.2.1', '192.0.2.2'), {
      maxLength: 1,
    }),
    hostnames: fc.uniqueArray(
      fc.constantFrom(
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map(
          letter => `press-${letter}`,
        ),
      ),
      { maxLength: 2 },
    ),
    site: fc.constantFrom(undefined, 'north'),
    serial: fc.option(claim(['SER-0001', 'SER-0002']), { nil: undefined }),
    vendor: fc.option(claim(['Siemens', 'Siemens AG', 'Moxa']), {
      nil: undefined,
    }),
    firmwareVersion: fc.option(claim(['2.8', '2.9']), { nil: undefined }),
  })
  .map(createSighting);

type Step =
  | { kind: 'import'; batches: Sighting[][] }
  | { kind: 'sweep' }
  | { kind: 'alias' }
  | { kind: 'adopt' | 'same' | 'different'; a: number; b: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      batches: fc.array(fc.array(sighting, { minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'alias' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('adopt' as const, 'same', 'different'),
      a: fc.nat(20),
      b: fc.nat(20),
    }),
  },
);

async function stored(database: Knex): Promise<DiscoveredDevice[]> {
  const rows: { content: string }[] = await database('discovery_devices')
    .where('scope', '')
    .select('content');
  return rows
    .map((row): DiscoveredDevice => JSON.parse(row.content))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

async function follow(database: Knex, steps: readonly Step[]) {
  for (const table of [
    'discovery_observations',
    'discovery_labels',
    'discovery_texts',
    'discovery_devices',
    'discovery_device_sources',
    'discovery_clocks',
    'discovery_managed',
    'discovery_imports',
    'discovery_before',
    'discovery_changes',
    'discovery_decisions',
    'discovery_dirty',
  ]) {
    if (await database.schema.hasTable(table)) await database(table).delete();
  }
  let batches: Sighting[][] = [];
  const { discovery, send } = await createDiscovery({
    database,
    batches: () => batches,
  });
  const registry = DeviceRegistry.create();
  let number = 0;
  for (const each of steps) {
    if (each.kind === 'import') {
      // All sightings of an import come from its source.
      const source = each.batches[0][0].source;
      batches = each.batches.map(list =>
        list.map(seen => ({ ...seen, source })),
      );
      number += 1;
      const { state, error } = await send(`file ${number}`, { source });
      expect({ state, error }).toEqual({ state: 'done', error: undefined });
      registry.import({ sightings: batches.flat(), at: AT });
    } else if (each.kind === 'sweep') {
      await discovery.sweep.run();
      registry.sweep({ at: AT });
    } else {
      const keys = registry.devices().map(({ key }) => key);
      if (each.kind !== 'alias' && keys.length < 2) continue;
      const [a, b] =
        each.kind === 'alias'
          ? ['', '']
          : [keys[each.a % keys.length], keys[each.b % keys.length]];
      if (a === b && each.kind !== 'alias') continue;
      const [decided] = await discovery.decisions.decide(
        each.kind === 'alias'
          ? {
              kind: 'alias',
              field: 'vendor',
              written: 'Moxa',
              value: 'Siemens',
            }
          : {
              kind: each.kind,
              devices: each.kind === 'adopt' ? [a] : [a, b],
            },
        'user:default/ann',
      );
      await discovery.decisions.idle();
      const { by, at } = decided;
      if (each.kind === 'alias') {
        const alias = { field: 'vendor', written: 'Moxa' } as const;
        registry.decide({ kind: 'alias', ...alias, value: 'Siemens', by, at });
      } else if (each.kind === 'adopt') {
        registry.decide({ kind: 'adopt', device: a, by, at });
      } else {
        registry.decide({ kind: each.kind, devices: [a, b], by, at });
      }
    }
  }
  return { registry, discovery };
}

describe.each(databases.eachSupportedId())('devices on %s', id => {
  it('are those of one registry in memory, whatever comes in whatever batches', async () => {
    const database = await databases.init(id);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        async steps => {
          const { registry } = await follow(database, steps);
          expect(await stored(database)).toEqual(plain(registry.devices()));
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 60 : 15 },
    );
  });
});
