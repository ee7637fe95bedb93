import { createSighting } from '../sightings/createSighting';
import { DeviceRegistry } from './DeviceRegistry';
import { listUnmatched } from './listUnmatched';

const AT = '2026-11-21T08:00:00.000Z';

const rows = [
  ['Simatic works', 'CPU 1515', '2.8'],
  ['SIMATIC WORKS', 'CPU 1516', '2.8'],
  ['Simatic works', 'CPU 1515', '2.9'],
  ['Moxa', 'Box 1', '1.0'],
  ['Moxa', 'EDS-405', 'unreadable'],
];

function registryOf(): DeviceRegistry {
  const registry = DeviceRegistry.create();
  const claim = (value: string) => ({ value, confidence: 1, evidence: 'row' });
  const sightings = rows.map(([vendor, model, firmware], index) =>
    createSighting({
      source: 'csv',
      record: `list.csv:${index + 2}`,
      macs: [`00:1b:1b:00:00:0${index}`],
      vendor: claim(vendor),
      model: claim(model),
      firmwareVersion: claim(firmware),
    }),
  );
  registry.import({ sightings, at: AT });
  return registry;
}

const known = new Set(['Siemens', 'Moxa', 'EDS-405', '1.0', '2.8', '2.9']);
const work = (registry: DeviceRegistry) =>
  listUnmatched({
    devices: registry.devices(),
    isKnown: ({ value }) => known.has(value),
  }).map(({ field, value, devices }) => [field, value, devices.length]);

describe('listUnmatched', () => {
  it('asks first what settles most devices, and of a device only the first question', () => {
    expect(work(registryOf())).toEqual([
      ['vendor', 'Simatic works', 3],
      ['firmwareVersion', 'unreadable', 1],
      ['model', 'Box 1', 1],
    ]);
  });

  it('goes on to the models once an alias has settled the vendor', () => {
    const registry = registryOf();
    const changes = registry.decide({
      kind: 'alias',
      field: 'vendor',
      written: 'simatic WORKS',
      value: 'Siemens',
      by: 'user:default/ann',
      at: AT,
    });
    expect(changes).toHaveLength(3);
    expect(work(registry).slice(0, 2)).toEqual([
      ['model', 'CPU 1515', 2],
      ['firmwareVersion', 'unreadable', 1],
    ]);
    const device = registry
      .devices()
      .find(({ fields }) => fields.model?.winner.value === 'CPU 1516');
    expect(device?.fields.vendor?.winner).toMatchObject({
      value: 'Siemens',
      written: 'SIMATIC WORKS',
    });
  });

  it('leaves out what was dismissed', () => {
    const registry = registryOf();
    for (const { key: device } of registry.devices()) {
      registry.decide({ kind: 'dismiss', device, by: 'ann', at: AT });
    }
    expect(work(registry)).toEqual([]);
  });
});

describe('decide', () => {
  it('tells what cannot be decided', () => {
    const registry = registryOf();
    const wrong = { kind: 'same', devices: ['a', 'a'], by: 'ann', at: AT };
    expect(() => registry.decide(wrong as never)).toThrow(
      'decision.devices cannot be ["a","a"]: name two different keys',
    );
    const undated = { kind: 'adopt', device: 'a', by: 'ann', at: 'today' };
    expect(() => registry.decide(undated as never)).toThrow('decision.at');
  });

  it('tells that parts of a device were adopted and dismissed', () => {
    const registry = registryOf();
    const [a, b] = registry.devices().map(({ key }) => key);
    const by = 'user:default/ann';
    registry.decide({ kind: 'adopt', device: a, by, at: AT });
    registry.decide({
      kind: 'dismiss',
      device: b,
      by,
      at: '2026-11-20T08:00:00Z',
    });
    registry.decide({ kind: 'same', devices: [a, b], by, at: AT });
    const device = registry.device(a);
    expect(registry.device(b)).toBe(device);
    expect(device?.status).toBe('adopted');
    expect(device?.conflicts.map(({ kind }) => kind)).toContain('decision');
  });
});
