import fc from 'fast-check';
import { createSighting } from '../sightings/createSighting';
import type { Sighting } from '../sightings/Sighting';
import type { DeviceDecision } from './DeviceDecision';
import { DeviceRegistry } from './DeviceRegistry';
import type { RegistryOptions } from './RegistryOptions';

const AT = '2026-11-21T08:00:00.000Z';
const GLOBAL = [1, 2, 3, 4, 5].map(number => `00:1b:1b:00:00:0${number}`);
const OTHER = [
  '02:00:00:00:00:01', // locally administered
  '00:50:56:00:00:01', // virtual
  '00:00:5e:00:01:01', // router
];

const macKind: NonNullable<RegistryOptions['macKind']> = mac => {
  const index = OTHER.indexOf(mac);
  return index < 0
    ? 'global'
    : (['local', 'virtual', 'router'] as const)[index];
};

const claim = (values: string[]) =>
  fc.record({
    value: fc.constantFrom(...values),
    confidence: fc.constantFrom(0.4, 0.6, 0.9),
    evidence: fc.constantFrom('banner', 'column'),
  });

// Few values, so that identities meet, contradict and bridge each other.
const sighting: fc.Arbitrary<Sighting> = fc
  .record({
    source: fc.constantFrom('nmap', 'dhcp', 'csv'),
    record: fc.constantFrom('a:1', 'a:2', 'b:1'),
    seenAt: fc.option(
      fc
        .constantFrom('2026-11-01', '2026-11-02', '2026-11-03')
        .map(day => `${day}T00:00:00Z`),
      { nil: undefined },
    ),
    macs: fc.uniqueArray(fc.constantFrom(...GLOBAL, ...OTHER), {
      maxLength: 2,
    }),
    ips: fc.uniqueArray(fc.constantFrom('192.0.2.1', '192.0.2.2'), {
      maxLength: 2,
    }),
    hostnames: fc.uniqueArray(
      fc.constantFrom('press-1', 'press-2', 'press-3', 'localhost'),
      { maxLength: 2 },
    ),
    site: fc.constantFrom(undefined, undefined, 'north'),
    serial: fc.option(claim(['SER-0001', 'SER-0002', 'n/a']), {
      nil: undefined,
      freq: 2,
    }),
    vendor: fc.option(claim(['Siemens', 'Siemens AG', 'Moxa']), {
      nil: undefined,
    }),
    firmwareVersion: fc.option(claim(['2.8', 'V2.8', '2.9']), {
      nil: undefined,
    }),
    services: fc.array(
      fc.record({
        port: fc.constantFrom(80, 102),
        protocol: fc.constant('tcp' as const),
        version: fc.constantFrom(undefined, '1', '2'),
      }),
      { maxLength: 2 },
    ),
    components: fc.array(
      fc.record({ name: fc.constantFrom('libssh', 'openssl') }),
      { maxLength: 1 },
    ),
  })
  .map(createSighting);

// The same identity again with other facts: these meet within one observation.
const repeated = fc
  .tuple(sighting, fc.array(sighting, { maxLength: 2 }))
  .map(([first, others]) => [
    first,
    ...others.map(other => ({
      ...other,
      source: first.source,
      site: first.site,
      macs: first.macs,
      hostnames: first.hostnames,
      serial: first.serial,
      vendor: first.vendor,
    })),
  ]);

const sightings = fc
  .array(repeated, { minLength: 1, maxLength: 7 })
  .map(lists => lists.flat());

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed;
  const keyed = items.map(item => {
    state = (Math.imul(state, 1664525) + 1013904223) % 2 ** 31;
    return { item, state };
  });
  return keyed.sort((a, b) => a.state - b.state).map(({ item }) => item);
}

function importAll(list: Sighting[], batch: number): DeviceRegistry {
  const registry = DeviceRegistry.create({ macKind, hostnamesOfRouter: 2 });
  for (let start = 0; start < list.length; start += batch) {
    const part = list.slice(start, start + batch);
    const { problems } = registry.import({ sightings: part, at: AT });
    expect(problems).toEqual([]);
  }
  return registry;
}

function keysOf(registry: DeviceRegistry): string[] {
  return registry.devices().flatMap(({ key, aliases }) => [key, ...aliases]);
}

const runs = { numRuns: 150 };

describe('devices', () => {
  it('are the same in any order and any split into batches', () => {
    fc.assert(
      fc.property(
        sightings,
        fc.nat(2 ** 30),
        fc.integer({ min: 1, max: 14 }),
        (list, seed, batch) => {
          const whole = importAll(list, list.length);
          const parts = importAll(shuffled(list, seed), batch);
          expect(parts.devices()).toEqual(whole.devices());
          expect(parts.snapshot()).toEqual(whole.snapshot());
        },
      ),
      runs,
    );
  });

  it('have keys of which no two are equal, and that find them', () => {
    fc.assert(
      fc.property(sightings, list => {
        const registry = importAll(list, 3);
        const keys = keysOf(registry);
        expect(new Set(keys).size).toBe(keys.length);
        for (const device of registry.devices()) {
          for (const key of [device.key, ...device.aliases]) {
            expect(registry.device(key)).toBe(device);
          }
        }
      }),
      runs,
    );
  });

  it('do not change by a second import, of all or of a part', () => {
    fc.assert(
      fc.property(sightings, fc.nat(2 ** 30), (list, seed) => {
        const registry = importAll(list, list.length);
        const before = JSON.stringify(registry.snapshot());
        for (const again of [list, shuffled(list, seed).slice(0, 3)]) {
          expect(registry.import({ sightings: again, at: AT })).toEqual({
            changes: [],
            touched: [],
            problems: [],
          });
        }
        expect(JSON.stringify(registry.snapshot())).toBe(before);
      }),
      runs,
    );
  });

  it('have one serial number each', () => {
    fc.assert(
      fc.property(sightings, list => {
        for (const { fields } of importAll(list, 4).devices()) {
          const { winner, others = [] } = fields.serial ?? {};
          const serials = [winner, ...others].flatMap(claimed =>
            claimed === undefined || claimed.value === 'n/a'
              ? []
              : [claimed.value],
          );
          expect(new Set(serials).size).toBeLessThanOrEqual(1);
        }
      }),
      runs,
    );
  });

  it('do not meet by local, virtual or router MACs, nor by addresses', () => {
    const others = fc.uniqueArray(fc.constantFrom(...OTHER), { maxLength: 3 });
    fc.assert(
      fc.property(
        others,
        fc.uniqueArray(fc.constantFrom('192.0.2.1', '192.0.2.2'), {
          maxLength: 2,
        }),
        fc.tuple(sighting, sighting),
        (macs, ips, [a, b]) => {
          // Nothing else in common: own card, name and serial number, or none of them.
          const own = (given: Sighting, index: number): Sighting => ({
            ...given,
            source: `source-${index}`,
            record: `record-${index}`,
            macs: [
              ...macs,
              ...given.macs
                .filter(mac => macKind(mac) === 'global')
                .map(mac => `${mac.slice(0, -4)}${index}:0${index}`),
            ],
            ips,
            hostnames: given.hostnames.map(name => `${name}-${index}`),
            serial: given.serial && {
              ...given.serial,
              value: `${given.serial.value}${index}`,
            },
          });
          const registry = importAll([own(a, 1), own(b, 2)], 2);
          expect(registry.devices()).toHaveLength(2);
        },
      ),
      runs,
    );
  });

  it('outlive a snapshot, and go on as before', () => {
    fc.assert(
      fc.property(sightings, sightings, (list, later) => {
        const registry = importAll(list, 5);
        registry.sweep({ at: AT });
        const text = JSON.stringify(registry.snapshot());
        const restored = DeviceRegistry.restore(JSON.parse(text), {
          macKind,
          hostnamesOfRouter: 2,
        });
        expect(restored.devices()).toEqual(registry.devices());
        const next = { sightings: later, at: AT };
        expect(restored.import(next)).toEqual(registry.import(next));
      }),
      runs,
    );
  });

  it('come out of the changes that are told', () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 1, max: 5 }), (list, batch) => {
        const registry = DeviceRegistry.create({ macKind });
        const known = new Set<string>();
        for (let start = 0; start < list.length; start += batch) {
          const part = list.slice(start, start + batch);
          const { changes } = registry.import({ sightings: part, at: AT });
          for (const change of changes) {
            if (change.kind === 'added') known.add(change.key);
            if (change.kind === 'split') {
              known.delete(change.key);
              for (const key of change.into) known.add(key);
            }
          }
          for (const change of changes) {
            if (change.kind === 'merged') {
              for (const from of change.from) {
                if (registry.device(from)?.key !== from) known.delete(from);
              }
              known.add(change.key);
            }
            if (change.kind === 'changed' && change.fields.key) {
              const { before, after } = change.fields.key;
              if (registry.device(before as string)?.key !== before) {
                known.delete(before as string);
              }
              known.add(after as string);
            }
          }
          expect([...known].sort()).toEqual(
            registry.devices().map(({ key }) => key),
          );
        }
      }),
      runs,
    );
  });
});

describe('decisions', () => {
  const decide = (
    kind: 'same' | 'different',
    devices: [string, string],
  ): DeviceDecision => ({ kind, devices, by: 'user:default/ann', at: AT });

  it('hold over later sightings, whenever they were taken', () => {
    fc.assert(
      fc.property(
        sightings,
        sightings,
        fc.nat(100),
        fc.nat(100),
        fc.constantFrom('same' as const, 'different' as const),
        (list, later, one, other, kind) => {
          const registry = importAll(list, list.length);
          const keys = registry.devices().map(({ key }) => key);
          fc.pre(keys.length > 1);
          const a = keys[one % keys.length];
          const b = keys[other % keys.length];
          fc.pre(a !== b);
          const decision = decide(kind, [a, b]);
          registry.decide(decision);
          const holds = (each: DeviceRegistry) => {
            const isOne = each.device(a)?.key === each.device(b)?.key;
            expect(isOne).toBe(kind === 'same');
          };
          holds(registry);
          registry.import({ sightings: later, at: AT });
          holds(registry);
          const first = DeviceRegistry.create({
            macKind,
            hostnamesOfRouter: 2,
          });
          first.decide(decision);
          first.import({ sightings: [...later, ...list], at: AT });
          expect(first.devices()).toEqual(registry.devices());
          const restored = DeviceRegistry.restore(registry.snapshot(), {
            macKind,
            hostnamesOfRouter: 2,
          });
          expect(restored.devices()).toEqual(registry.devices());
        },
      ),
      runs,
    );
  });

  it('to adopt or dismiss stay with the device, under whatever key', () => {
    fc.assert(
      fc.property(
        sightings,
        sightings,
        fc.nat(100),
        fc.constantFrom('adopt' as const, 'dismiss' as const),
        (list, later, one, kind) => {
          const registry = importAll(list, list.length);
          const devices = registry.devices();
          const device = devices[one % devices.length].key;
          registry.decide({ kind, device, by: 'user:default/ann', at: AT });
          const status = kind === 'adopt' ? 'adopted' : 'dismissed';
          expect(registry.device(device)?.status).toBe(status);
          registry.import({ sightings: later, at: AT });
          expect(registry.device(device)?.status).toBe(status);
        },
      ),
      runs,
    );
  });
});
