import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sighting } from '../../sightings/Sighting';
import type { SourceItem } from '../SourceReader';
import { readNmap } from './readNmap';

const SCAN = readFileSync(join(__dirname, '__fixtures__/scan.xml'), 'utf8');

async function* bytesOf(text: string | Uint8Array, size = 1000) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function read(input: AsyncIterable<Uint8Array>) {
  const items: SourceItem[] = [];
  for await (const item of readNmap(input, { file: 'scan.xml', site: 'north' }))
    items.push(item);
  return {
    sightings: items.flatMap(item =>
      item.kind === 'sighting' ? [item.sighting] : [],
    ),
    problems: items.flatMap(item =>
      item.kind === 'problem' ? [item.problem] : [],
    ),
  };
}

const readText = (text: string | Uint8Array, size?: number) =>
  read(bytesOf(text, size));

const host = (inner: string) =>
  `<host><status state="up"/><address addr="192.0.2.7" addrtype="ipv4"/>${inner}</host>`;
const scan = (inner: string) =>
  `<?xml version="1.0"?>\n<nmaprun start="1772442000">\n${inner}\n<runstats><finished exit="success"/></runstats>\n</nmaprun>`;
const claimsOf = (sighting: Sighting) =>
  [
    sighting.vendor,
    sighting.model,
    sighting.firmwareVersion,
    sighting.serial,
  ].map(claim => claim?.value);

describe('readNmap', () => {
  it('tells of hosts that were up who they are, with confidence and evidence', async () => {
    const { sightings, problems } = await readText(SCAN);
    expect(problems).toEqual([]);
    expect(sightings.map(sighting => sighting.ips)).toEqual([
      ['192.0.2.1'],
      ['2001:db8::2'],
      ['192.0.2.3'],
    ]);
    const [controller, adapter, gateway] = sightings;
    expect(controller).toEqual({
      source: 'nmap',
      record: 'scan.xml, line 9',
      seenAt: '2026-03-02T09:01:00.000Z',
      site: 'north',
      macs: ['00:00:5e:00:53:01'],
      ips: ['192.0.2.1'],
      hostnames: ['plc-1.plant.example', 'plc-1'],
      vendor: {
        value: 'Siemens',
        confidence: 0.95,
        evidence: 's7-info of port 102/tcp',
      },
      model: {
        value: 'CPU 999-1 PN 6ES7 999-1AA00-0AB0',
        confidence: 0.95,
        evidence: 's7-info of port 102/tcp',
      },
      firmwareVersion: {
        value: '3.2.1',
        confidence: 0.9,
        evidence: 's7-info of port 102/tcp',
      },
      serial: {
        value: 'S C-TEST00000001',
        confidence: 0.95,
        evidence: 's7-info of port 102/tcp',
      },
      operatingSystem: {
        value: 'Linux 3.2 - 4.9',
        confidence: 0.76,
        evidence: 'fingerprint of the IP stack, accuracy 95 %',
      },
      services: [
        {
          port: 80,
          protocol: 'tcp',
          name: 'http',
          product: 'lighttpd',
          version: '1.4.39',
          cpe: 'cpe:/a:lighttpd:lighttpd:1.4.39',
          extraInfo: '<b>PHP</b>',
        },
        {
          port: 102,
          protocol: 'tcp',
          name: 'iso-tsap',
          product: 'Siemens S7 PLC',
        },
      ],
      components: [],
    });
    expect(claimsOf(adapter)).toEqual([
      'Rockwell Automation/Allen-Bradley',
      '1756-TEST/B',
      '11.2',
      '0x00c0ffee',
    ]);
    // Without a time of its own: when the scan began.
    expect(adapter.seenAt).toBe('2026-03-02T09:00:00.000Z');
    expect(gateway.hostnames).toEqual([
      'hmi.plant.example',
      'panel.plant.example',
    ]);
  });

  it('gives the same however the bytes come', async () => {
    const whole = await readText(SCAN, 1e9);
    expect(await readText(SCAN, 1)).toEqual(whole);
    expect(await readText(SCAN, 7)).toEqual(whole);
    const wide = Buffer.from(
      `\ufeff${SCAN.replace('UTF-8', 'UTF-16')}`,
      'utf16le',
    );
    expect(await readText(wide)).toEqual(whole);
  });

  it('gives of an interrupted scan what came before, and a problem', async () => {
    const cut = SCAN.indexOf('bacnet-info');
    const { sightings, problems } = await readText(SCAN.slice(0, cut));
    expect(sightings).toHaveLength(2);
    expect(problems).toEqual([
      expect.objectContaining({
        record: 'scan.xml, line 39',
        field: 'nmaprun/host[4]/ports/port',
        reason: expect.stringContaining('ends before its end'),
      }),
    ]);
    for (let end = 0; end < SCAN.length; end += 97) {
      const part = await readText(SCAN.slice(0, end), 1e6);
      expect(part.problems).toHaveLength(1);
    }
  });

  it('loses of a broken file the hosts that are broken', async () => {
    const hosts = [
      host('<hostnames><hostname name="a1"/></hostnames>'),
      host('<ports></host>'),
      host('</ports><ports/>'),
      host('<hostnames><hostname name="a2"/></hostnames>'),
      host('\n&undefined;\n'),
      host('<hostnames><hostname name="a3"/></hostnames>'),
      host('<x a="1" <').replace('</host>', ''),
      host('<hostnames><hostname name="a4"/></hostnames>'),
    ];
    const { sightings, problems } = await readText(scan(hosts.join('\n')));
    expect(sightings.flatMap(sighting => sighting.hostnames)).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
    ]);
    expect(problems.map(problem => [problem.record, problem.field])).toEqual([
      ['scan.xml, line 4', 'nmaprun/host[2]'],
      ['scan.xml, line 5', 'nmaprun'],
      ['scan.xml, line 8', 'nmaprun/host[5]'],
      ['scan.xml, line 11', 'nmaprun/host[7]'],
    ]);
    expect(sightings.map(sighting => sighting.record)).toEqual([
      'scan.xml, line 3',
      'scan.xml, line 6',
      'scan.xml, line 10',
      'scan.xml, line 12',
    ]);
  });

  it('tells values that are none, and keeps the rest of the host', async () => {
    const { sightings, problems } = await readText(
      scan(
        host(
          '<address addr="999.1.1.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="99999"><state state="open"/></port><port protocol="tcp" portid="22"><state state="open"/></port></ports>',
        ).concat('<host><status state="up"/></host>'),
      ),
    );
    expect(sightings).toHaveLength(1);
    expect(sightings[0].services).toEqual([{ port: 22, protocol: 'tcp' }]);
    expect(problems).toEqual([
      {
        record: 'scan.xml, line 3',
        field: 'nmaprun/host[1]/address',
        value: '999.1.1.1',
        reason: 'is no address of a device',
      },
      {
        record: 'scan.xml, line 3',
        field: 'nmaprun/host[1]/port',
        value: '99999/tcp',
        reason: 'is no port of tcp, udp or sctp',
      },
      {
        record: 'scan.xml, line 3',
        field: 'nmaprun/host[2]',
        value: '',
        reason: 'has neither an address nor a name',
      },
    ]);
  });

  it('tells when nmap stopped by itself', async () => {
    const { problems } = await readText(
      '<nmaprun><runstats><finished exit="error" errormsg="No such device"/></runstats></nmaprun>',
    );
    expect(problems).toEqual([
      expect.objectContaining({ value: 'No such device' }),
    ]);
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['another format', '{"bomFormat": "CycloneDX"}', 'not well-formed'],
    [
      'another document',
      '<html><host/></html>',
      'its root element is <html>, not <nmaprun>',
    ],
    [
      'entities that grow',
      '<!DOCTYPE nmaprun [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nmaprun>&b;</nmaprun>',
      'declares entities',
    ],
    [
      'an entity from outside',
      '<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun><host>&x;</host></nmaprun>',
      'declares entities',
    ],
    [
      'absurd nesting',
      `<nmaprun><host>${'<a>'.repeat(100_000)}`,
      'is nested over 64 elements deep',
    ],
    [
      'a text without end',
      `<nmaprun><host a="${'x'.repeat(17 * 1024 * 1024)}`,
      'of over 16777216 characters',
    ],
  ])('refuses %s', async (_, text, reason) => {
    const { sightings, problems } = await readText(text, 100_000);
    expect(sightings).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0].reason).toContain(reason);
    expect(problems[0].record).toMatch(/^scan\.xml, line \d+$/);
  });

  it('takes no harm from hostile banners', async () => {
    const banner = '\u001b[31m<img src=x onerror=alert(1)>\u0000';
    const { sightings, problems } = await readText(
      Buffer.concat([
        Buffer.from(
          '<nmaprun><host __proto__="1" constructor="2"><address addr="192.0.2.8"/><ports><port protocol="tcp" portid="80"><state state="open"/><service name="__proto__" product="',
        ),
        Buffer.from(banner.replaceAll('<', '&lt;')),
        Buffer.from([0xff, 0xfe, 0x22]),
        Buffer.from(
          `/><script id="enip-info" output=""><elem key="__proto__">x</elem><elem key="productName">${'y'.repeat(
            100_000,
          )}</elem></script></port></ports></host></nmaprun>`,
        ),
      ]),
    );
    expect(problems).toEqual([]);
    expect(sightings[0].services[0].product).toBe(
      '\ufffd[31m<img src=x onerror=alert(1)>\ufffd\ufffd\ufffd',
    );
    expect(sightings[0].model?.value).toHaveLength(200);
    expect(({} as { productName?: string }).productName).toBeUndefined();
  });

  it('takes no services of a firewall that answers on every port', async () => {
    const ports = Array.from(
      { length: 1001 },
      (_, port) =>
        `<port protocol="tcp" portid="${port}"><state state="open"/></port>`,
    );
    const { sightings, problems } = await readText(
      scan(host(`<ports>${ports.join('')}</ports>`)),
    );
    expect(sightings[0].services).toEqual([]);
    expect(problems[0].value).toBe('1001 open ports');
  });
});
