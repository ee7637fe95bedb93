import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureReader } from '../../testing/measureReader';
import { readAll } from '../../testing/readAll';
import { readNessus } from './readNessus';

const REPORT = readFileSync(
  join(__dirname, '__fixtures__/report.nessus'),
  'utf8',
);
const read = (content: string | Uint8Array) =>
  readAll(readNessus, content, { file: 'report', site: 'north' });
const report = (hosts: string) =>
  `<NessusClientData_v2><Report name="r">\n${hosts}\n</Report></NessusClientData_v2>`;
const host = (inner: string, name = '192.0.2.30') =>
  `<ReportHost name="${name}"><HostProperties>${inner}</HostProperties></ReportHost>`;

describe('readNessus', () => {
  it('takes hosts with addresses, services and installed software', async () => {
    const { sightings, problems } = await read(REPORT);
    expect(sightings).toEqual([
      {
        source: 'nessus',
        record: 'report, line 5',
        seenAt: '2026-03-02T09:01:40.000Z',
        site: 'north',
        macs: ['00:00:5e:00:53:20', '00:00:5e:00:53:21'],
        ips: ['192.0.2.20'],
        hostnames: ['hmi-1.plant.example', 'hmi-1'],
        operatingSystem: {
          value: 'Microsoft Windows 10 Enterprise',
          confidence: expect.closeTo(0.4275),
          evidence: 'host property operating-system',
        },
        vendor: {
          value: 'example controls',
          confidence: 0.7,
          evidence: 'host property cpe:/h:example_controls:panel_9',
        },
        model: {
          value: 'panel 9',
          confidence: 0.7,
          evidence: 'host property cpe:/h:example_controls:panel_9',
        },
        services: [
          { port: 22, protocol: 'tcp', name: 'ssh' },
          { port: 445, protocol: 'tcp', name: 'cifs' },
        ],
        components: [
          {
            name: 'openssh',
            version: '8.1',
            vendor: 'openbsd',
            cpe: 'cpe:/a:openbsd:openssh:8.1',
          },
          { name: 'Example View 7', version: '7.4.1' },
          { name: 'SQL <b>Server</b>', version: '15.0' },
        ],
      },
      expect.objectContaining({
        ips: ['192.0.2.21'],
        hostnames: ['gateway.plant.example'],
        components: [
          { name: 'libssh-4', version: '0.9.5-1+deb11u1' },
          { name: 'busybox', version: '1:1.30.1-6' },
        ],
      }),
    ]);
    // The findings that were left out are counted, not passed over.
    expect(problems).toEqual([
      expect.objectContaining({ record: 'report', value: '1 findings' }),
    ]);
  });

  it('reads packages of rpm', async () => {
    const { sightings } = await read(
      report(
        `<ReportHost name="192.0.2.30"><ReportItem port="0" pluginID="22869"><plugin_output>
  openssl-libs-1.1.1k-9.el8_6  |  (none)
  NetworkManager-1.40.0-1.el8
</plugin_output></ReportItem></ReportHost>`,
      ),
    );
    expect(sightings[0].components).toEqual([
      { name: 'openssl-libs', version: '1.1.1k-9.el8_6' },
      { name: 'NetworkManager', version: '1.40.0-1.el8' },
    ]);
  });

  it('tells values that are none, and keeps the rest of the host', async () => {
    const { sightings, problems } = await read(
      report(
        [
          host('<tag name="mac-address">00:00:5E</tag>'),
          host('<tag name="host-ip">1.2.3</tag>', 'a-name'),
          host('', '<b>'.replace('<', '&lt;')),
        ].join('\n'),
      ),
    );
    expect(
      sightings.map(({ ips, hostnames }) => [...ips, ...hostnames]),
    ).toEqual([['192.0.2.30'], ['a-name']]);
    const at = 'NessusClientData_v2/Report/ReportHost';
    expect(
      problems.map(({ record, field, value }) => [record, field, value]),
    ).toEqual([
      ['report, line 2', `${at}[1]/mac-address`, '00:00:5E'],
      ['report, line 3', `${at}[2]/host-ip`, '1.2.3'],
      ['report, line 4', `${at}[3]/name`, '<b>'],
    ]);
  });

  it('loses of a broken or interrupted report what is broken', async () => {
    const broken = await read(
      report([host('<tag name="x">&#0;</tag>'), host('')].join('\n')),
    );
    expect(broken.sightings).toHaveLength(1);
    expect(broken.problems).toMatchObject([{ record: 'report, line 2' }]);
    const cut = await read(REPORT.slice(0, REPORT.indexOf('libssh-4')));
    expect(cut.sightings).toHaveLength(1);
    expect(cut.problems[0].reason).toContain('ends before its end');
  });

  it.each([
    ['a report of version 1', '<NessusClientData/>', 'its root element is'],
    [
      'entities',
      '<!DOCTYPE a [<!ENTITY a "b">]><NessusClientData_v2/>',
      'declares entities',
    ],
    [
      'absurd nesting',
      `<NessusClientData_v2><Report>${'<a>'.repeat(1000)}`,
      'nested over',
    ],
  ])('refuses %s', async (_, content, reason) => {
    const { sightings, problems } = await read(content);
    expect(sightings).toEqual([]);
    expect(problems).toMatchObject([
      { reason: expect.stringContaining(reason) },
    ]);
  });

  it('takes no harm from hostile texts', async () => {
    const { sightings, problems } = await read(
      Buffer.from(
        report(
          host(
            `<tag name="__proto__">x</tag><tag name="operating-system">\u001b[31m&lt;script&gt;\u00ff${'y'.repeat(
              100_000,
            )}</tag>`,
          ),
        ),
        'latin1',
      ),
    );
    expect(problems).toEqual([]);
    expect(sightings[0].operatingSystem?.value).toHaveLength(200);
    expect(sightings[0].operatingSystem?.value).toMatch(/^\ufffd\[31m<script>/);
  });

  it('reads a large report in the memory of a few hosts', async () => {
    const item = `<ReportItem port="80" protocol="tcp" svc_name="www" pluginID="1"><description>${'d'.repeat(
      2000,
    )}</description></ReportItem>\n`;
    function* lines() {
      yield '<NessusClientData_v2><Report>';
      for (let count = 0; count < 1000; count++) {
        yield `<ReportHost name="host-${count}">`;
        for (let items = 0; items < 30; items++) yield item;
        yield '</ReportHost>';
      }
      yield '</Report></NessusClientData_v2>';
    }
    const { items, growth } = await measureReader(readNessus, lines());
    expect(items).toBe(1000);
    // The file is 60 MB.
    expect(growth).toBeLessThan(20 * 1024 * 1024);
  }, 120_000);
});
