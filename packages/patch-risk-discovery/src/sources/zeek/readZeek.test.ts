import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureReader } from '../../testing/measureReader';
import { readAll } from '../../testing/readAll';
import { createZeekReader } from './createZeekReader';
import { readZeek } from './readZeek';

const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name));
const conn = {
  ts: 1768471200,
  'id.orig_h': '10.0.0.1',
  'id.resp_h': '10.0.0.2',
  'id.resp_p': 502,
  proto: 'tcp',
  conn_state: 'SF',
};

describe('readZeek', () => {
  it('reads who connects and who answers, the same thing once an hour', async () => {
    const { sightings, problems } = await readAll(
      readZeek,
      fixture('conn.log'),
      { file: 'conn.log', site: 'north' },
    );
    expect(problems).toEqual([]);
    expect(sightings).toEqual([
      expect.objectContaining({
        source: 'zeek',
        record: 'conn.log:9',
        site: 'north',
        seenAt: '2026-01-15T10:00:00.100Z',
        ips: ['192.0.2.50'],
        macs: [],
        frameMacs: ['00:00:5e:00:53:50'],
        services: [],
      }),
      expect.objectContaining({
        ips: ['192.0.2.10'],
        frameMacs: ['00:00:5e:00:53:10'],
        services: [{ port: 502, protocol: 'tcp', name: 'modbus' }],
      }),
      expect.objectContaining({ record: 'conn.log:13', ips: ['192.0.2.50'] }),
      expect.objectContaining({ record: 'conn.log:13', ips: ['192.0.2.10'] }),
    ]);
  });

  it('reads leases, with an address only once it is agreed', async () => {
    const { sightings, problems } = await readAll(
      readZeek,
      fixture('dhcp.log'),
    );
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      {
        macs: ['00:00:5e:00:53:10'],
        ips: ['192.0.2.10'],
        hostnames: ['plc-1.line3.example'],
      },
      { macs: ['00:00:5e:00:53:11'], ips: [], hostnames: [] },
    ]);
  });

  it('reads known devices', async () => {
    const { sightings } = await readAll(readZeek, fixture('known_devices.log'));
    expect(sightings).toMatchObject([
      { macs: ['00:00:5e:00:53:12'], hostnames: ['panel-2'] },
    ]);
  });

  it('reads software as JSON lines, of our hosts only', async () => {
    const { sightings, problems } = await readAll(
      readZeek,
      fixture('software.jsonl'),
    );
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      {
        ips: ['10.1.2.3'],
        components: [{ name: 'OpenSSH', version: '8.2p1' }],
        services: [
          {
            port: 22,
            protocol: 'tcp',
            name: 'ssh',
            product: 'OpenSSH',
            version: '8.2p1',
          },
        ],
      },
      {
        operatingSystem: { value: 'Windows 10.0', confidence: 0.5 },
        components: [],
      },
      { components: [{ name: 'Firefox', version: '115.0' }], services: [] },
    ]);
  });

  it('knows networks of ours that are not private', async () => {
    const line = JSON.stringify({ ...conn, 'id.orig_h': '192.0.2.5' });
    expect((await readAll(readZeek, line)).sightings).toHaveLength(1);
    const reader = createZeekReader({ localNetworks: ['192.0.2.0/24'] });
    expect((await readAll(reader, line)).sightings).toHaveLength(2);
  });

  it('tells the place of what is broken, and reads the rest', async () => {
    const tsv = fixture('known_devices.log').toString();
    const { sightings, problems } = await readAll(
      readZeek,
      [
        'no header yet',
        tsv.trimEnd(),
        '1768471200.1\tonly two',
        '1768471200.1\tnonsense\t-',
        '{"ts":1,',
        JSON.stringify({ ...conn, 'id.orig_h': '<b>' }),
        JSON.stringify({ ts: 1, uid: 'C1', query: 'example' }),
        JSON.stringify({ ts: 1, uid: 'C2', query: 'example' }),
        JSON.stringify({ ...conn, ts: 'yesterday' }),
      ].join('\n'),
    );
    expect(problems).toMatchObject([
      {
        record: 'f:1',
        reason: 'the line is neither JSON nor below a line #fields',
      },
      {
        record: 'f:11',
        reason: 'the line has not the 3 values that #fields announces',
      },
      {
        record: 'f:12',
        field: 'mac',
        value: 'nonsense',
        reason: 'is not a MAC address',
      },
      {
        record: 'f:13',
        reason: 'the line is neither JSON nor below a line #fields',
      },
      { record: 'f:14', field: 'id.orig_h', value: '<b>' },
      { record: 'f:15', reason: 'the log is none that is read' },
    ]);
    expect(sightings.map(({ record, seenAt }) => [record, seenAt])).toEqual([
      ['f:10', '2026-01-15T10:00:00.100Z'],
      ['f:17', undefined],
      ['f:17', undefined],
    ]);
  });

  it('takes no harm from hostile records', async () => {
    const hostile = {
      host: '10.0.0.1',
      software_type: 'HTTP::SERVER',
      host_p: 80,
      name: '<script>\u001b[2J',
    };
    const { sightings, problems } = await readAll(
      readZeek,
      Buffer.concat([
        Buffer.from(
          `${JSON.stringify(hostile).replace(
            '{',
            '{"__proto__":{"polluted":1},',
          )}\n`,
        ),
        Buffer.from(
          `{"host":"10.0.0.2","software_type":"constructor","name":"M`,
        ),
        Buffer.from([0xfc]),
        Buffer.from(`ller"}\n{"mac":${'['.repeat(200_000)}\n`),
        Buffer.from(
          `{"host":"10.0.0.3","software_type":"A","name":"${'x'.repeat(
            500_000,
          )}"}\n`,
        ),
      ]),
    );
    expect(sightings[0].components).toEqual([
      { name: '<script> [2J', version: undefined },
    ]);
    expect(sightings[1].components[0].name).toBe('M\ufffdller');
    expect(sightings[2].components[0].name).toHaveLength(200);
    expect(problems.map(({ record }) => record)).toEqual(['f:2', 'f:3']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('needs no more memory for a larger file', async () => {
    function* lines() {
      for (let row = 0; row < 100_000; row += 1) {
        yield `${JSON.stringify({
          ...conn,
          'id.resp_h': `10.${row % 250}.${
            Math.floor(row / 250) % 250
          }.${Math.floor(row / 62_500)}`,
        })}\n`;
      }
    }
    const { items, growth } = await measureReader(readZeek, lines());
    expect(items).toBeGreaterThan(99_000);
    expect(growth).toBeLessThan(30_000_000);
  }, 60_000);
});
