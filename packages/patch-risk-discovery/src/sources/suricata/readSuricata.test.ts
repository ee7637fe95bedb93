import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureReader } from '../../testing/measureReader';
import { readAll } from '../../testing/readAll';
import { createSuricataReader } from './createSuricataReader';
import { readSuricata } from './readSuricata';
import { splitProduct } from './splitProduct';

const eve = readFileSync(join(__dirname, '__fixtures__/eve.jsonl'));
const reader = createSuricataReader({ localNetworks: ['192.0.2.0/24'] });

describe('readSuricata', () => {
  it('reads leases, banners, certificates and flows', async () => {
    const { sightings, problems } = await readAll(reader, eve, {
      file: 'eve.json',
      site: 'north',
    });
    expect(problems).toEqual([]);
    const of = (line: number) =>
      sightings.filter(({ record }) => record === `eve.json:${line}`);
    expect(of(1)).toEqual([
      {
        source: 'suricata',
        record: 'eve.json:1',
        site: 'north',
        seenAt: '2026-01-15T10:00:00.123Z',
        macs: ['00:00:5e:00:53:10'],
        ips: ['192.0.2.10'],
        hostnames: ['plc-1'],
        services: [],
        components: [],
      },
    ]);
    expect(of(2)).toMatchObject([
      {
        ips: ['192.0.2.50'],
        macs: [],
        frameMacs: ['00:00:5e:00:53:50'],
        components: [{ name: 'ExampleHMI', version: '3.5.1' }],
        operatingSystem: { value: 'Linux arm', confidence: 0.4 },
      },
      {
        ips: ['192.0.2.10'],
        services: [
          {
            port: 80,
            protocol: 'tcp',
            name: 'http',
            product: 'ExampleWeb',
            version: '1.18.0',
          },
        ],
      },
    ]);
    expect(of(3)).toMatchObject([
      { components: [], operatingSystem: { value: 'Windows NT 10.0' } },
    ]);
    expect(of(4)[1]).toMatchObject({
      vendor: { value: 'Example Automation, Inc.', confidence: 0.3 },
      services: [{ port: 443, name: 'tls' }],
      hostnames: [],
    });
    expect(of(5)).toMatchObject([
      {
        ips: ['192.0.2.52'],
        components: [{ name: 'ExampleSSH', version: '8.2p1' }],
      },
      {
        ips: ['192.0.2.11'],
        services: [
          { port: 22, name: 'ssh', product: 'dropbear', version: '2019.78' },
        ],
      },
    ]);
    expect(of(6)).toMatchObject([
      { ips: ['192.0.2.50'] },
      { ips: ['192.0.2.10'], services: [{ port: 502, name: 'modbus' }] },
    ]);
    // Whoever was only asked may not exist.
    expect(sightings.flatMap(({ ips }) => ips)).not.toContain('192.0.2.99');
    // No router passes link-local packets on: the frame is the device's.
    expect(of(8)).toMatchObject([
      { ips: ['fe80::1'], macs: ['00:00:5e:00:53:60'] },
    ]);
  });

  it('tells nothing of networks that are not ours, and nothing twice an hour', async () => {
    const { sightings } = await readAll(readSuricata, eve);
    expect(sightings.map(({ record }) => record)).toEqual(['f:1', 'f:8']);
    const twice = await readAll(reader, Buffer.concat([eve, eve]));
    const once = await readAll(reader, eve);
    expect(twice.sightings).toHaveLength(once.sightings.length);
  });

  it('tells the place of what is broken, and reads the rest', async () => {
    const { sightings, problems } = await readAll(
      reader,
      Buffer.concat([
        Buffer.from(
          '{"event_type":"dhcp","dhcp":{"client_mac":"x"}}\n{"a":\n[]\n',
        ),
        Buffer.alloc(1_100_000, '['),
        Buffer.from('\n'),
        eve,
      ]),
    );
    expect(problems).toMatchObject([
      { record: 'f:1', field: 'dhcp.client_mac', value: 'x' },
      { record: 'f:2', reason: 'the line is no JSON object with event_type' },
      { record: 'f:3', reason: 'the line is no JSON object with event_type' },
      { record: 'f:4', reason: 'the line is too long to be a record' },
    ]);
    expect(sightings[0].record).toBe('f:5');
  });

  it.each([
    ['failed', 60, []],
    ['failed', 900, [{ port: 102, protocol: 'tcp', name: undefined }]],
    ['modbus', 60, [{ port: 102, protocol: 'tcp', name: 'modbus' }]],
  ])(
    'of a flow %s with %d bytes back',
    async (app_proto, bytes_toclient, services) => {
      const flow = { pkts_toclient: 1, bytes_toclient };
      const { sightings } = await readAll(
        readSuricata,
        JSON.stringify({
          event_type: 'flow',
          src_ip: '198.51.100.1',
          dest_ip: '10.0.0.2',
          dest_port: 102,
          proto: 'TCP',
          app_proto,
          flow,
        }),
      );
      expect(sightings.flatMap(sighting => sighting.services)).toEqual(
        services,
      );
    },
  );

  it('takes no harm from hostile events', async () => {
    const head =
      '"event_type":"http","src_ip":"10.0.0.1","dest_ip":"10.0.0.2","dest_port":80';
    const { sightings, problems } = await readAll(
      readSuricata,
      [
        `{"__proto__":{"event_type":"dhcp","polluted":1},${head},"http":{"status":200,"server":"<img src=x onerror=alert(1)>/1"}}`,
        `{${head},"http":{"constructor":1,"http_user_agent":"\\u001b]0;x\\u0007/2.0","response_headers":[null,7,{"name":{}}]}}`,
        `{${head},"http":{"http_user_agent":"${'a b '.repeat(100_000)}"}}`,
        `{"event_type":"flow","src_ip":{"toString":1},"dest_ip":["10.0.0.1"]}`,
        `{"event_type":"__proto__"}`,
        `{${head},"ether":${'['.repeat(200_000)}`,
      ].join('\n'),
    );
    expect(problems.map(({ record }) => record)).toEqual(['f:6']);
    expect(sightings[1].services[0].product).toBe('<img');
    expect(JSON.stringify(sightings)).not.toContain('\\u001b');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['nginx', { product: 'nginx' }],
    ['Schneider-WEB/V2.1.4', { product: 'Schneider-WEB', version: '2.1.4' }],
    [
      'Allegro-Software-RomPager/4.34',
      { product: 'Allegro-Software-RomPager', version: '4.34' },
    ],
    ['   ', undefined],
  ])('splits %j', (banner, product) => {
    expect(splitProduct(banner)).toEqual(product);
  });

  it('needs no more memory for a larger file', async () => {
    function* lines() {
      for (let row = 0; row < 100_000; row += 1) {
        yield `${JSON.stringify({
          event_type: 'dhcp',
          dhcp: { client_mac: '00:00:5e:00:53:01', hostname: `h-${row}` },
        })}\n`;
      }
    }
    const { items, growth } = await measureReader(readSuricata, lines());
    expect(items).toBe(100_000);
    expect(growth).toBeLessThan(30_000_000);
  }, 60_000);
});
