import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureReader } from '../../testing/measureReader';
import { readAll } from '../../testing/readAll';
import { readDhcpLeases } from './readDhcpLeases';

const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name));

describe('readDhcpLeases', () => {
  it('reads dhcpd.leases: addresses of those that have them, clients of those that had', async () => {
    const { sightings, problems } = await readAll(
      readDhcpLeases,
      fixture('dhcpd.leases'),
      { site: 'north' },
    );
    expect(problems).toEqual([]);
    expect(sightings).toEqual([
      {
        source: 'dhcp',
        record: 'f:5',
        site: 'north',
        seenAt: '2026-01-15T10:30:00.000Z',
        macs: ['00:00:5e:00:53:10'],
        ips: ['192.0.2.10'],
        hostnames: ['plc-1'],
        services: [],
        components: [],
      },
      expect.objectContaining({
        record: 'f:15',
        seenAt: '2026-01-15T10:00:00.000Z',
        macs: ['00:00:5e:00:53:11'],
        ips: [],
      }),
    ]);
  });

  it('reads leases of dnsmasq', async () => {
    const { sightings, problems } = await readAll(
      readDhcpLeases,
      fixture('dnsmasq.leases'),
    );
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      {
        record: 'f:1',
        macs: ['00:00:5e:00:53:20'],
        ips: ['192.0.2.20'],
        hostnames: ['panel-2'],
        seenAt: undefined,
      },
      { macs: ['00:00:5e:00:53:21'], ips: ['192.0.2.21'], hostnames: [] },
      {
        record: 'f:4',
        macs: [],
        ips: ['2001:db8::20'],
        hostnames: ['panel-2'],
      },
    ]);
  });

  it('reads leases of Kea', async () => {
    const { sightings, problems } = await readAll(
      readDhcpLeases,
      fixture('kea-leases4.csv'),
    );
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      {
        macs: ['00:00:5e:00:53:30'],
        ips: ['192.0.2.30'],
        hostnames: ['plc-3.line3.example'],
        seenAt: '2026-01-15T10:00:00.000Z',
      },
      { macs: ['00:00:5e:00:53:31'], ips: [] },
    ]);
  });

  it.each([
    [
      'lease 192.0.2.1 {\n hardware ethernet zz;\n}\n}\nlease 192.0.2.2 {\n binding state active;\nlease 192.0.2.3 {\n}\nlease 192.0.2.4 {\n',
      ['f:1', 'f:5', 'f:9'],
      ['192.0.2.1', '192.0.2.3'],
    ],
    [
      'lease <b> {\n}\n???\nlease 192.0.2.3 {\n}',
      ['f:1', 'f:3'],
      ['192.0.2.3'],
    ],
    [
      '1 00:00:5e:00:53:01 192.0.2.1 a b\nx y z\n1 zz nonsense a b\n1 * 192.0.2.2 * *',
      ['f:2', 'f:3', 'f:3'],
      ['192.0.2.1', '192.0.2.2'],
    ],
    [
      'address,hwaddr,valid_lifetime,expire\n192.0.2.1,,1,x\n192.0.2.2,,1,1768471200\n',
      ['f:2'],
      ['192.0.2.2'],
    ],
    ['address,hwaddr\n192.0.2.1,\n', ['f:1'], []],
    ['\n\n{"json":true}\n', ['f:3'], []],
    [`lease 192.0.2.1 {\n${'x'.repeat(70_000)}\n}\n`, ['f:2'], ['192.0.2.1']],
    ['', [], []],
  ])(
    'tells the place of what is broken, and reads the rest: %#',
    async (text, places, ips) => {
      const { sightings, problems } = await readAll(readDhcpLeases, text);
      expect(problems.map(({ record }) => record)).toEqual(places);
      expect(sightings.flatMap(sighting => sighting.ips)).toEqual(ips);
    },
  );

  it('takes no harm from hostile names and nesting', async () => {
    const { sightings } = await readAll(
      readDhcpLeases,
      Buffer.concat([
        Buffer.from(
          'lease 192.0.2.1 {\n client-hostname "<script>"; \n}\nlease 192.0.2.2 {\n client-hostname "__proto__";\n',
        ),
        Buffer.from('a {\n'.repeat(100_000)),
        Buffer.from('}\n'.repeat(100_001)),
        Buffer.from('lease 192.0.2.3 {\n client-hostname "M'),
        Buffer.from([0xfc, 0x1b]),
        Buffer.from('ller";\n}\n'),
      ]),
    );
    expect(sightings.map(({ hostnames }) => hostnames)).toEqual([
      [],
      ['__proto__'],
      [],
    ]);
  });

  it.each([
    [
      'ISC',
      (row: number) =>
        `lease 10.0.${row % 200}.1 {\n client-hostname "h-${row}";\n}\n`,
    ],
    ['dnsmasq', (row: number) => `1 00:00:5e:00:53:01 192.0.2.1 h-${row} *\n`],
  ])(
    'needs no more memory for a larger file of %s',
    async (_, lineOf) => {
      function* lines() {
        for (let row = 0; row < 60_000; row += 1) {
          yield lineOf(row);
        }
      }
      const { items, growth } = await measureReader(readDhcpLeases, lines());
      expect(items).toBe(60_000);
      expect(growth).toBeLessThan(30_000_000);
    },
    60_000,
  );
});
