import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { readDevice } from './readDevice';

function entity(device?: JsonObject): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'plc' },
    spec: { type: 'device', ...(device && { device }) },
  };
}

const WINDOW = {
  name: 'Monthly',
  rrule: 'DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA',
  timeZone: 'Europe/Berlin',
  durationMinutes: 120,
};

const WHOLE = {
  vendor: 'Siemens',
  model: 'SIMATIC S7-1500 CPU 1515-2 PN',
  hardwareVersion: '4',
  firmwareVersion: 'V2.8.4 SP1 HF3',
  serial: 'S C-X4U421302009',
  addresses: {
    mac: ['00:1b:1b:12:34:56'],
    ip: ['10.20.30.40', '2001:db8::1'],
    hostname: ['plc-7.line3.example.com'],
  },
  zone: { name: 'Line 3', purdueLevel: 3.5, securityLevel: 2 },
  exposure: 'internal',
  criticality: 'high',
  safety: 'indirect',
  endOfSupport: '2028-02-29',
  changeWindows: [WINDOW],
  updateChannel: 'vendor-portal',
  sbom: 'https://example.com/sbom.json',
  compensatingControls: [
    { kind: 'segmentation', description: 'Own VLAN', reviewOn: '2027-01-31' },
  ],
};

describe('readDevice', () => {
  it('keeps every field of a whole device', () => {
    expect(readDevice(entity(WHOLE))).toEqual({ fields: WHOLE, problems: [] });
  });

  it('has empty lists for a device that says nothing, and a problem', () => {
    const { fields, problems } = readDevice(entity());
    expect(fields).toEqual({
      addresses: { mac: [], ip: [], hostname: [] },
      changeWindows: [],
      compensatingControls: [],
    });
    expect(problems.map(problem => problem.field)).toEqual(['spec.device']);
  });

  it.each<[string, JsonObject, string, string | undefined]>([
    ['exposure', { exposure: 'intranet' }, 'spec.device.exposure', 'intranet'],
    ['criticality', { criticality: 'HIGH' }, 'spec.device.criticality', 'HIGH'],
    ['safety', { safety: true }, 'spec.device.safety', 'true'],
    [
      'date',
      { endOfSupport: '2027-02-30' },
      'spec.device.endOfSupport',
      '2027-02-30',
    ],
    [
      'MAC',
      { addresses: { mac: ['00:1b'] } },
      'spec.device.addresses.mac.0',
      '00:1b',
    ],
    [
      'IP',
      { addresses: { ip: ['10.20.30.999'] } },
      'spec.device.addresses.ip.0',
      '10.20.30.999',
    ],
    [
      'host name',
      { addresses: { hostname: ['a b'] } },
      'spec.device.addresses.hostname.0',
      'a b',
    ],
    [
      'Purdue level',
      { zone: { name: 'A', purdueLevel: 7 } },
      'spec.device.zone.purdueLevel',
      '7',
    ],
    [
      'zone without name',
      { zone: { purdueLevel: 2 } },
      'spec.device.zone',
      '{"purdueLevel":2}',
    ],
    [
      'recurrence',
      { changeWindows: [{ ...WINDOW, rrule: 'FREQ=SOMETIMES' }] },
      'spec.device.changeWindows.0.rrule',
      'FREQ=SOMETIMES',
    ],
    [
      'recurrence too often',
      {
        changeWindows: [
          { ...WINDOW, rrule: 'DTSTART:20260103T020000 RRULE:FREQ=SECONDLY' },
        ],
      },
      'spec.device.changeWindows.0.rrule',
      'DTSTART:20260103T020000 RRULE:FREQ=SECONDLY',
    ],
    [
      'recurrence that never comes',
      {
        changeWindows: [
          {
            ...WINDOW,
            rrule:
              'DTSTART:20260103T020000 RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
          },
        ],
      },
      'spec.device.changeWindows.0.rrule',
      'DTSTART:20260103T020000 RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    ],
    [
      'time zone',
      { changeWindows: [{ ...WINDOW, timeZone: 'Europe/Bielefeld' }] },
      'spec.device.changeWindows.0.timeZone',
      'Europe/Bielefeld',
    ],
    [
      'duration',
      { changeWindows: [{ ...WINDOW, durationMinutes: 0 }] },
      'spec.device.changeWindows.0.durationMinutes',
      '0',
    ],
    [
      'control',
      { compensatingControls: [{ kind: 'prayer' }] },
      'spec.device.compensatingControls.0.kind',
      'prayer',
    ],
    [
      'version as number',
      { firmwareVersion: 2.1 },
      'spec.device.firmwareVersion',
      '2.1',
    ],
    [
      'control characters',
      { model: 'S7\u0000\u001b[31m' },
      'spec.device.model',
      'S7\ufffd\ufffd[31m',
    ],
    [
      'long text',
      { serial: 'x'.repeat(300) },
      'spec.device.serial',
      `${'x'.repeat(200)}…`,
    ],
  ])('tells a bad %s and drops it alone', (_name, device, field, value) => {
    const { fields, problems } = readDevice(
      entity({ vendor: 'Siemens', ...device }),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ field, value });
    expect(problems[0].message).not.toBe('');
    expect(problems[0].remedy).toMatch(/^(?:Write|Use one of|A |Take)/);
    expect(fields.vendor).toBe('Siemens');
    expect(JSON.stringify(fields)).not.toContain(String(value));
  });

  it('keeps the good entries of a list beside bad ones', () => {
    const { fields, problems } = readDevice(
      entity({
        addresses: { ip: ['x', '10.0.0.1', 'y', '10.0.0.2'] },
        changeWindows: [
          { ...WINDOW, timeZone: 'Nowhere' },
          WINDOW,
          { name: 'x' },
        ],
      }),
    );
    expect(fields.addresses.ip).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(fields.changeWindows).toEqual([WINDOW]);
    expect(problems.map(problem => problem.field)).toEqual([
      'spec.device.addresses.ip.0',
      'spec.device.addresses.ip.2',
      'spec.device.changeWindows.0.timeZone',
      'spec.device.changeWindows.2',
      'spec.device.changeWindows.2',
      'spec.device.changeWindows.2',
    ]);
  });

  it('keeps a nonsense version as it is written, as a problem', () => {
    const { fields, problems } = readDevice(
      entity({ firmwareVersion: '<img src=x onerror=alert(1)>' }),
    );
    expect(fields.firmwareVersion).toBe('<img src=x onerror=alert(1)>');
    expect(problems).toMatchObject([{ field: 'spec.device.firmwareVersion' }]);
  });

  it.each([
    ['firmware', 'Did you mean firmwareVersion?'],
    ['firmware_version', 'Did you mean firmwareVersion?'],
    ['critcality', 'Did you mean criticality?'],
    ['colour', 'Take it out, or use one of: vendor, model'],
  ])('asks what an unknown key %s means', (key, remedy) => {
    const { fields, problems } = readDevice(
      entity({ vendor: 'A', [key]: '1' }),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0].field).toBe(`spec.device.${key}`);
    expect(problems[0].remedy).toContain(remedy);
    expect(fields.vendor).toBe('A');
    expect(Object.keys(fields)).not.toContain(key);
  });

  it('takes hostile keys as data', () => {
    const device = JSON.parse(
      '{"vendor":"A","__proto__":{"polluted":true},"constructor":1,"zone":{"name":"Z","__proto__":{"x":1}}}',
    );
    const { fields, problems } = readDevice(entity(device));
    expect(fields.vendor).toBe('A');
    expect(fields.zone).toEqual({ name: 'Z' });
    expect(problems.map(problem => problem.field).sort()).toEqual([
      'spec.device.__proto__',
      'spec.device.constructor',
      'spec.device.zone.__proto__',
    ]);
    expect('polluted' in {}).toBe(false);
    expect('polluted' in fields).toBe(false);
  });

  it.each([['text'], [7], [['list']], [null]])(
    'refuses %j in place of the fields',
    value => {
      const { problems } = readDevice({
        ...entity(),
        spec: { type: 'device', device: value },
      });
      expect(problems).toHaveLength(1);
    },
  );
});
