import fc from 'fast-check';
import { deriveReach } from './deriveReach';
import { Firewall } from './firewall/Firewall';
import { parseRuleTable } from './firewall/parseRuleTable';
import type { FlowSummary } from './flows/FlowSummary';
import { isolationSignals } from './isolationSignals';
import { ZoneModel } from './ZoneModel';

const zones = ZoneModel.create([
  { name: 'plant', networks: ['10.2.0.0/16', 'fd00:2::/32'], kind: 'isolated' },
  { name: 'cell', networks: ['10.2.3.0/24'], kind: 'isolated' },
  { name: 'office', networks: ['10.1.0.0/16'], kind: 'internal' },
  { name: 'front', networks: ['203.0.113.0/24'], kind: 'dmz' },
]);

const flow = (more: Partial<FlowSummary> = {}): FlowSummary => ({
  deviceRef: 'resource:default/plc',
  direction: 'inbound',
  ownZone: 'cell',
  peerZone: 'internet',
  protocol: 'tcp',
  port: 443,
  service: 'ssl',
  state: 'answered',
  flows: 3,
  bytesReceived: 1,
  bytesSent: 1,
  peers: 1,
  examplePeer: '198.51.100.7',
  firstSeenAt: '2026-01-15T10:00:00.000Z',
  lastSeenAt: '2026-01-16T10:00:00.000Z',
  ...more,
});

const derive = (
  flows: FlowSummary[],
  more: Partial<Parameters<typeof deriveReach>[0]> = {},
) =>
  deriveReach({
    addresses: ['10.2.3.10'],
    flows,
    zones,
    firewalls: [],
    ...more,
  });

const firewall = (rules: string, source = {}) => ({
  firewall: Firewall.create({
    name: 'edge',
    firewall: parseRuleTable(`action,source,destination,ports\n${rules}`, {
      format: 'csv',
      columns: {},
      zones,
    }),
  }),
  source,
});

describe('zones of addresses', () => {
  it.each([
    ['10.2.3.10', 'cell'],
    ['10.2.4.10', 'plant'],
    ['fd00:2::7', 'plant'],
    ['203.0.113.9', 'front'],
    ['198.51.100.7', 'internet'],
    ['2001:db8::1', 'internet'],
    ['192.168.1.1', undefined],
    ['nonsense', undefined],
  ])('puts %s into %s', (address, zone) => {
    expect(zones.zoneOf(address)?.name).toBe(zone);
  });
});

describe('exposure from the network', () => {
  it.each<[string, FlowSummary[], string]>([
    ['nothing seen', [], 'isolated'],
    ['the internet was answered', [flow()], 'dmz'],
    ['the device reached out', [flow({ direction: 'outbound' })], 'internal'],
    ['nobody answered', [flow({ state: 'unanswered' })], 'isolated'],
    ['the office was answered', [flow({ peerZone: 'office' })], 'internal'],
    ['another isolated zone', [flow({ peerZone: 'plant' })], 'isolated'],
    ['its own zone', [flow({ peerZone: 'cell' })], 'isolated'],
    ['a private address of no zone', [flow({ peerZone: '' })], 'isolated'],
    [
      'a public address of its own',
      [flow({ ownZone: 'internet' })],
      'internet',
    ],
  ])('where %s', (_, flows, exposure) => {
    expect(derive(flows).derivedExposure).toBe(exposure);
  });

  it('follows from what the firewalls open, which never lowers what was seen', () => {
    const open = (rules: string, source = {}) =>
      derive([], { firewalls: [firewall(rules, source)] });
    expect(open('allow,any,cell,443')).toMatchObject({
      derivedExposure: 'dmz',
      paths: [
        { zone: 'plant' },
        { zone: 'plant' },
        { zone: 'office' },
        { zone: 'office' },
        { zone: 'front' },
        { zone: 'front' },
        { zone: 'internet', ports: '443', rules: ['edge: 1'] },
        { zone: 'internet', protocol: 'udp' },
      ],
    });
    expect(open('allow,any,any,any').derivedExposure).toBe('internet');
    expect(open('allow,office,any,any').derivedExposure).toBe('internal');
    expect(open('allow,any,any,any', { sourceZones: ['plant'] })).toMatchObject(
      { derivedExposure: 'isolated' },
    );
    expect(open('deny,any,any,any').derivedExposure).toBe('isolated');
    expect(
      derive([flow()], { firewalls: [firewall('deny,any,any,any')] }),
    ).toMatchObject({ derivedExposure: 'dmz' });
    // Two on the way: what both let through.
    expect(
      derive([], {
        firewalls: [
          firewall('allow,any,any,any'),
          firewall('allow,office,any,80'),
        ],
      }).derivedExposure,
    ).toBe('internal');
    // What cannot be read makes nothing certain.
    expect(open('deny,???,any,any\nallow,any,any,any').derivedExposure).toBe(
      'isolated',
    );
  });

  it('never falls with one more flow', () => {
    const order = ['isolated', 'internal', 'dmz', 'internet'];
    const any = fc.record({
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
      ownZone: fc.constantFrom('cell', 'front', 'internet', ''),
      peerZone: fc.constantFrom('internet', 'office', 'plant', 'front', ''),
      state: fc.constantFrom('answered' as const, 'unanswered' as const),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), any, (flows, more) => {
        const before = derive(flows.map(flow)).derivedExposure ?? 'isolated';
        const after =
          derive([...flows, more].map(flow)).derivedExposure ?? 'isolated';
        expect(order.indexOf(after)).toBeGreaterThanOrEqual(
          order.indexOf(before),
        );
      }),
    );
  });

  it('reports a device declared isolated that talks with the internet, and traffic outside of conduits', () => {
    const conduits = [{ from: 'office', to: 'cell', ports: ['tcp/443'] }];
    const reach = derive(
      [
        flow({ direction: 'outbound' }),
        flow({ peerZone: 'office' }),
        flow({ peerZone: 'office', port: 22, service: 'ssh' }),
      ],
      { conduits },
    );
    const signals = isolationSignals({ declared: 'isolated', reach });
    expect(signals.map(({ key }) => key)).toEqual([
      'internet',
      'conduit cell > internet',
      'conduit office > cell',
    ]);
    expect(signals[0]).toMatchObject({
      title: 'Declared isolated, seen talking with the internet',
      reach: 'internal',
    });
    expect(signals[2].facts).toContainEqual({
      name: 'Service',
      value: 'ssh, tcp/22',
    });
    expect(
      isolationSignals({ declared: 'internal', reach: derive([flow()]) }),
    ).toEqual([]);
    expect(
      isolationSignals({
        declared: 'isolated',
        reach: derive([flow({ state: 'unanswered' })], { conduits }),
      }),
    ).toEqual([]);
  });
});
