import { createSighting } from '../sightings/createSighting';
import type { Sighting } from '../sightings/Sighting';
import { DeviceRegistry } from './DeviceRegistry';
import type { RegistryOptions } from './RegistryOptions';

const AT = '2026-11-21T08:00:00.000Z';
const CARD_A = '00:1b:1b:00:00:01';
const CARD_B = '00:1b:1b:00:00:02';
const CARD_C = '00:1b:1b:00:00:03';
const LOCAL = '02:00:00:00:00:01';

const macKind: NonNullable<RegistryOptions['macKind']> = mac =>
  mac.startsWith('02:') ? 'local' : 'global';

let line = 0;

type Facts = Omit<Partial<Sighting>, 'serial' | 'vendor' | 'model'> & {
  day?: number;
} & Partial<Record<'serial' | 'vendor' | 'model' | 'firmware', string>>;

function see(source: string, facts: Facts): Sighting {
  const { day, serial, vendor, model, firmware, ...rest } = facts;
  line++;
  const claim = (value: string | undefined, evidence: string) =>
    value === undefined ? undefined : { value, confidence: 0.9, evidence };
  return createSighting({
    source,
    record: `${source}:${line}`,
    seenAt:
      day === undefined
        ? undefined
        : `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
    serial: claim(serial, 'column serial'),
    vendor: claim(vendor, 'column vendor'),
    model: claim(model, 'column model'),
    firmwareVersion: claim(firmware, 'column firmware'),
    ...rest,
  });
}

function registryOf(
  sightings: Sighting[],
  options: Partial<RegistryOptions> = {},
): DeviceRegistry {
  const registry = DeviceRegistry.create({ macKind, ...options });
  registry.import({ sightings, at: AT });
  return registry;
}

const conflictsOf = (registry: DeviceRegistry) =>
  registry
    .devices()
    .flatMap(({ conflicts }) => conflicts.map(({ kind }) => kind));

describe('identity', () => {
  it('makes one device of what nmap, DHCP and CSV saw', () => {
    const registry = registryOf([
      see('nmap', {
        ips: ['192.0.2.7'],
        macs: [CARD_A],
        hostnames: ['press-1.example.com'],
        services: [{ port: 102, protocol: 'tcp', name: 'iso-tsap' }],
      }),
      see('dhcp', {
        ips: ['192.0.2.99'],
        macs: [CARD_A],
        hostnames: ['press-1'],
      }),
      see('csv', {
        hostnames: ['press-1'],
        vendor: 'Siemens AG',
        serial: 'S C-X4U4',
        model: 'SIMATIC S7-1500',
      }),
    ]);
    const [device, ...others] = registry.devices();
    expect(others).toEqual([]);
    expect(device).toMatchObject({
      fields: {
        vendor: { winner: { value: 'Siemens AG', source: 'csv' } },
        model: { winner: { value: 'SIMATIC S7-1500' } },
      },
      services: [{ port: 102 }],
      conflicts: [],
    });
    expect(device.ips.map(({ value }) => value)).toEqual([
      '192.0.2.7',
      '192.0.2.99',
    ]);
    expect(device.sources.map(({ source }) => source)).toEqual([
      'csv',
      'dhcp',
      'nmap',
    ]);
  });

  it('keeps two serial numbers behind one MAC apart, and tells both', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], vendor: 'Siemens', serial: 'SER-0001' }),
      see('csv', { macs: [CARD_A], vendor: 'Siemens AG', serial: 'SER-0002' }),
      see('dhcp', { macs: [CARD_A], ips: ['192.0.2.1'] }),
    ]);
    expect(registry.devices()).toHaveLength(3);
    for (const { conflicts } of registry.devices()) {
      expect(conflicts).toHaveLength(1);
      expect(conflicts[0]).toMatchObject({
        kind: 'mac-of-several',
        about: CARD_A,
      });
      expect(conflicts[0].text).toContain('"SER-0001"');
      expect(conflicts[0].text).toContain('"SER-0002"');
    }
  });

  it('lets no chain of MACs bridge two serial numbers', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], vendor: 'Siemens', serial: 'SER-0001' }),
      see('zeek', { macs: [CARD_A, CARD_B] }),
      see('csv', { macs: [CARD_B], vendor: 'Siemens', serial: 'SER-0002' }),
    ]);
    const serials = registry
      .devices()
      .map(({ fields }) => fields.serial?.winner.value ?? '')
      .sort();
    expect(serials).toEqual(['', 'SER-0001', 'SER-0002']);
    expect(conflictsOf(registry)).toContain('mac-of-several');
  });

  it('joins nothing by a host name that stands for two serial numbers', () => {
    const registry = registryOf([
      see('csv', { hostnames: ['press-1'], vendor: 'A', serial: 'SER-0001' }),
      see('csv', { hostnames: ['press-1'], vendor: 'A', serial: 'SER-0002' }),
      see('nmap', { hostnames: ['press-1'], ips: ['192.0.2.1'] }),
    ]);
    expect(registry.devices()).toHaveLength(3);
    expect(conflictsOf(registry)).toEqual(Array(3).fill('hostname-of-several'));
  });

  it('keeps host names of two sites apart, and names that systems come with', () => {
    const registry = registryOf([
      see('nmap', { hostnames: ['press-1'], site: 'north' }),
      see('dhcp', { hostnames: ['press-1'], site: 'south' }),
      see('nmap', { hostnames: ['localhost'], ips: ['192.0.2.1'] }),
      see('dhcp', { hostnames: ['localhost'], ips: ['192.0.2.1'] }),
      see('nmap', { hostnames: ['ip-192-0-2-9.example.com'] }),
      see('dhcp', { hostnames: ['ip-192-0-2-9.example.com'] }),
    ]);
    expect(registry.devices()).toHaveLength(6);
  });

  it('follows a serial number to its new network card, and tells of it', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], vendor: 'A', serial: 'SER-0001', day: 1 }),
      see('csv', { macs: [CARD_B], vendor: 'A', serial: 'SER-0001', day: 5 }),
    ]);
    const [device] = registry.devices();
    expect(registry.devices()).toHaveLength(1);
    expect(device.macs.map(({ value }) => value)).toEqual([CARD_B, CARD_A]);
    expect(device.conflicts).toMatchObject([
      { kind: 'network-card', between: [CARD_A, CARD_B] },
    ]);
    expect(device.conflicts[0].text).toContain(`${CARD_A} until 2026-11-01`);
  });

  it('takes two network cards seen together for one device', () => {
    const registry = registryOf([
      see('zeek', { macs: [CARD_A], ips: ['192.0.2.1'], day: 1 }),
      see('zeek', { macs: [CARD_B], ips: ['192.0.2.2'], day: 1 }),
      see('nessus', { macs: [CARD_A, CARD_B], day: 2 }),
    ]);
    expect(registry.devices()).toHaveLength(1);
    expect(conflictsOf(registry)).toEqual([]);
  });

  it('does not take two network cards with one host name for one device', () => {
    const registry = registryOf([
      see('zeek', { macs: [CARD_A], hostnames: ['press-1'] }),
      see('zeek', { macs: [CARD_B], hostnames: ['press-1'] }),
    ]);
    expect(registry.devices()).toHaveLength(2);
    expect(conflictsOf(registry)).toEqual(Array(2).fill('hostname-of-several'));
  });

  it('follows a MAC through changed addresses, and joins nothing by an address', () => {
    const registry = registryOf([
      see('dhcp', { macs: [CARD_A], ips: ['192.0.2.1'], day: 1 }),
      see('dhcp', { macs: [CARD_A], ips: ['192.0.2.2'], day: 2 }),
      see('dhcp', { macs: [CARD_B], ips: ['192.0.2.1'], day: 2 }),
      see('nmap', { ips: ['192.0.2.1'], day: 2 }),
      see('nessus', { ips: ['192.0.2.1'], day: 2 }),
    ]);
    expect(registry.devices()).toHaveLength(4);
    const moved = registry
      .devices()
      .find(({ macs }) => macs[0]?.value === CARD_A);
    expect(moved?.ips.map(({ value }) => value)).toEqual([
      '192.0.2.2',
      '192.0.2.1',
    ]);
    expect(conflictsOf(registry)).toEqual([]);
  });

  it('takes a MAC with many names for a router', () => {
    const registry = registryOf(
      Array.from({ length: 12 }, (_, index) =>
        see('zeek', { macs: [CARD_A], hostnames: [`press-${index}`] }),
      ),
    );
    expect(registry.devices()).toHaveLength(12);
  });

  it('joins spellings of a vendor where serial number and MAC are the same', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], vendor: 'Siemens', serial: 'SER-0001' }),
      see('ot', {
        macs: [CARD_A],
        vendor: 'Simatic works',
        serial: 'ser-0001',
      }),
      see('ot', { macs: [CARD_B], serial: 'SER-0001' }),
    ]);
    expect(registry.devices()).toHaveLength(2);
    expect(conflictsOf(registry)).toEqual(['field']);
  });

  it('does not identify by serial numbers that are placeholders', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], vendor: 'A', serial: 'N/A' }),
      see('csv', { macs: [CARD_B], vendor: 'A', serial: 'n/a' }),
      see('csv', { macs: [CARD_C], vendor: 'A', serial: '0000' }),
      see('csv', { vendor: 'A', serial: '0000', macs: [LOCAL] }),
    ]);
    expect(registry.devices()).toHaveLength(4);
  });
});

describe('fields', () => {
  it('shows both sides of claims that do not agree, with the evidence', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], firmware: 'V2.8', day: 3 }),
      see('nmap', { macs: [CARD_A], firmware: '2.8', day: 4 }),
      see('nessus', { macs: [CARD_A], firmware: '2.9', day: 5 }),
    ]);
    const [{ fields, conflicts }] = registry.devices();
    expect(fields.firmwareVersion?.winner.value).toBe('2.9');
    expect(conflicts).toMatchObject([{ kind: 'field' }]);
    expect(conflicts[0].text).toBe(
      `The firmware version is not agreed: nessus says "2.9" (column firmware; ${fields.firmwareVersion?.winner.record}, 2026-11-05); nmap says "2.8" (column firmware; ${fields.firmwareVersion?.others[0].record}, 2026-11-04). "2.9" is used.`,
    );
  });

  it('decides by confidence, or by what the options put first', () => {
    const weak = { value: '3.0', confidence: 0.5, evidence: 'banner' };
    const sightings = [
      see('csv', { macs: [CARD_A], firmware: '2.8', day: 3 }),
      see('nmap', { macs: [CARD_A], firmwareVersion: weak, day: 4 }),
    ];
    const winner = (options: Partial<RegistryOptions>) =>
      registryOf(sightings, options).devices()[0].fields.firmwareVersion?.winner
        .value;
    expect(winner({})).toBe('2.8');
    expect(winner({ claimOrder: ['recency'] })).toBe('3.0');
    const order = { firmwareVersion: ['precedence'] } as const;
    expect(winner({ claimOrderOf: order, precedence: ['nmap'] })).toBe('3.0');
    expect(winner({ claimOrderOf: order, precedence: ['csv'] })).toBe('2.8');
  });

  it('takes a newer claim of the same source for a change, and no conflict', () => {
    const registry = registryOf([
      see('csv', { macs: [CARD_A], firmware: '2.8', day: 3 }),
    ]);
    const { changes } = registry.import({
      sightings: [see('csv', { macs: [CARD_A], firmware: '2.9', day: 4 })],
      at: AT,
    });
    const [{ key, conflicts }] = registry.devices();
    expect(conflicts).toEqual([]);
    expect(changes).toEqual([
      {
        kind: 'changed',
        key,
        fields: { firmwareVersion: { before: '2.8', after: '2.9' } },
      },
    ]);
  });
});

describe('changes', () => {
  it('tells what was added, merged and split, and nothing the second time', () => {
    const first = [
      see('zeek', { macs: [CARD_A], day: 1 }),
      see('zeek', { macs: [CARD_B], day: 2 }),
    ];
    const registry = DeviceRegistry.create({ macKind });
    const kinds = (sightings: Sighting[]) =>
      registry
        .import({ sightings, at: AT })
        .changes.map(({ kind }) => kind)
        .filter(kind => kind !== 'changed');
    expect(kinds(first)).toEqual(['added', 'added']);
    const [a, b] = ['A', 'B'].map(letter => {
      const card = letter === 'A' ? CARD_A : CARD_B;
      return registry.devices().find(({ macs }) => macs[0].value === card)!.key;
    });
    const both = [see('nessus', { macs: [CARD_A, CARD_B], day: 3 })];
    expect(kinds(both)).toEqual(['merged']);
    expect(registry.devices()).toMatchObject([{ key: a, aliases: [b] }]);
    expect(registry.device(b)?.key).toBe(a);
    const again = registry.import({ sightings: [...first, ...both], at: AT });
    expect(again).toEqual({ changes: [], touched: [], problems: [] });
    const serials = [
      see('csv', { macs: [CARD_A], vendor: 'A', serial: 'SER-0001', day: 4 }),
      see('csv', { macs: [CARD_B], vendor: 'A', serial: 'SER-0002', day: 4 }),
    ];
    expect(kinds(serials)).toEqual(['split']);
    expect(registry.devices()).toHaveLength(3);
  });

  it('tells that a source misses a device, and that it is back', () => {
    const registry = registryOf(
      [
        see('dhcp', { macs: [CARD_A], day: 1 }),
        see('dhcp', { macs: [CARD_B], day: 1 }),
        see('nmap', { macs: [CARD_B], day: 1 }),
      ],
      { vanishAfterDays: 10, vanishAfterDaysOf: { nmap: 2 } },
    );
    // Nobody saw anything since, so it is the sources that are gone.
    expect(registry.sweep({ at: AT })).toEqual([]);
    registry.import({
      sightings: [see('dhcp', { macs: [CARD_A], day: 15 })],
      at: AT,
    });
    const [vanished, ...others] = registry.sweep({ at: AT });
    expect(others).toEqual([]);
    expect(vanished).toMatchObject({
      kind: 'vanished',
      source: 'dhcp',
      lastSeen: '2026-11-01T00:00:00.000Z',
      everywhere: false,
    });
    expect(registry.sweep({ at: AT })).toEqual([]);
    const { changes } = registry.import({
      sightings: [see('dhcp', { macs: [CARD_B], day: 16 })],
      at: AT,
    });
    expect(changes).toMatchObject([
      { kind: 'returned', key: vanished.key, source: 'dhcp' },
    ]);
  });

  it('says which sightings it could not take in', () => {
    const registry = DeviceRegistry.create({ macKind });
    const wrong = { ...see('csv', { macs: [CARD_A] }), seenAt: 'yesterday' };
    const { problems, changes } = registry.import({
      sightings: [wrong, see('csv', { macs: [CARD_B] })],
      at: AT,
    });
    expect(changes).toHaveLength(1);
    expect(problems).toMatchObject([
      { record: wrong.record, field: 'seenAt', value: 'yesterday' },
    ]);
  });
});
