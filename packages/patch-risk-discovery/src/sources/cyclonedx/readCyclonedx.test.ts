import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAll } from '../../testing/readAll';
import { readCyclonedx } from './readCyclonedx';

const XML = readFileSync(join(__dirname, '__fixtures__/device.xml'), 'utf8');

const documentOf = (extra: object) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  metadata: { component: { type: 'device', name: 'Controller 9' } },
  ...extra,
});
const read = (content: string | Uint8Array) =>
  readAll(readCyclonedx, content, { file: 'bom', site: 'north' });
const readJson = (value: unknown) => read(JSON.stringify(value));

describe('readCyclonedx', () => {
  it('takes the device of a document in XML with its components', async () => {
    const { sightings, problems } = await read(XML);
    const evidence = 'metadata.component of type device';
    expect(sightings).toEqual([
      {
        source: 'cyclonedx',
        record: 'bom, metadata.component',
        seenAt: '2026-03-02T09:00:00.000Z',
        site: 'north',
        macs: ['00:00:5e:00:53:0a'],
        ips: [],
        hostnames: [],
        vendor: { value: 'Example Controls', confidence: 0.9, evidence },
        model: { value: 'Controller 9', confidence: 0.9, evidence },
        hardwareVersion: { value: 'rev-2', confidence: 0.6, evidence },
        serial: { value: 'SN-0001', confidence: 0.9, evidence },
        firmwareVersion: {
          value: '4.2.1',
          confidence: 0.9,
          evidence: 'its only component of type firmware',
        },
        services: [],
        components: [
          { name: 'controller-firmware', version: '4.2.1' },
          { name: 'libssh', version: '0.9.6' },
          {
            name: 'libssh',
            version: '0.9.6',
            vendor: 'libssh project',
            purl: 'pkg:generic/libssh@0.9.6',
            cpe: 'cpe:2.3:a:libssh:libssh:0.9.6:*:*:*:*:*:*:*',
          },
        ],
      },
    ]);
    expect(problems).toEqual([
      {
        record: 'bom',
        field: 'components[1].purl',
        value: 'http://example.org',
        reason: 'does not begin like pkg:',
      },
    ]);
  });

  it('reads the same from JSON', async () => {
    const { sightings } = await readJson({
      bomFormat: 'CycloneDX',
      specVersion: '1.4',
      metadata: {
        timestamp: '2026-03-02T09:00:00Z',
        component: {
          type: 'device',
          name: 'Controller 9',
          version: 'rev-2',
          manufacturer: { name: 'Example Controls' },
          properties: [
            { name: 'cdx:device:serialNumber', value: 'SN-0001' },
            { name: 'cdx:device:macAddress', value: '00005e00530a' },
          ],
        },
      },
      components: [
        {
          type: 'firmware',
          'bom-ref': 'a',
          name: 'controller-firmware',
          version: '4.2.1',
          components: [
            {
              type: 'library',
              name: 'libssh',
              version: '0.9.6',
              supplier: { name: 'libssh project' },
              purl: 'pkg:generic/libssh@0.9.6',
              cpe: 'cpe:2.3:a:libssh:libssh:0.9.6:*:*:*:*:*:*:*',
            },
          ],
        },
        { type: 'library', name: 'libssh', version: '0.9.6' },
        { type: 'cryptographic-asset', name: 'a key' },
      ],
    });
    expect(sightings).toEqual((await read(XML)).sightings);
  });

  it('takes firmware as what its device runs', async () => {
    const { sightings } = await readJson(
      documentOf({
        metadata: {
          supplier: { name: 'Example Controls' },
          component: { type: 'firmware', name: 'Controller 9', version: '4.2' },
        },
      }),
    );
    expect(sightings[0]).toMatchObject({
      vendor: { value: 'Example Controls' },
      model: { value: 'Controller 9', confidence: 0.6 },
      firmwareVersion: { value: '4.2', confidence: 0.9 },
    });
    expect(sightings[0].hardwareVersion).toBeUndefined();
  });

  it.each([
    [
      'components.json',
      { components: { a: 1 } },
      { field: 'components', reason: 'is no list' },
    ],
    [
      'a component without a name',
      { components: [{ type: 'library' }] },
      { field: 'components[0].name', reason: 'is missing' },
    ],
    [
      'a component that is none',
      { components: ['x'] },
      { field: 'components[0]', value: 'x', reason: 'is no object' },
    ],
    [
      'a version that is a number',
      { components: [{ name: 'a', version: 1 }] },
      { field: 'components[0].version', value: 'number', reason: 'is no text' },
    ],
    [
      'a version of the format that we do not know',
      { specVersion: '2.0' },
      { field: 'specVersion', value: '2.0' },
    ],
  ])('tells of %s, and keeps the device', async (_, extra, problem) => {
    const { sightings, problems } = await readJson(documentOf(extra));
    expect(sightings).toHaveLength(1);
    expect(problems).toEqual([
      expect.objectContaining({ record: 'bom', ...problem }),
    ]);
  });

  it.each([
    ['nothing', '', 'is not well-formed JSON'],
    ['another format', '{"spdxVersion": "SPDX-2.3"}', 'is not CycloneDX'],
    ['a list', '[]', 'is not CycloneDX'],
    ['broken JSON', '{"bomFormat": "CycloneDX",\n "a": }', 'JSON here'],
    ['another XML', '<html/>', 'its root element is <html>'],
    ['an XML of another namespace', '<bom xmlns="urn:x"/>', 'is not CycloneDX'],
    ['XML that is cut off', XML.slice(0, 1500), 'ends before its end'],
    ['broken XML', XML.replace('</bom:bom>', '</bom>'), 'not well-formed'],
    [
      'entities',
      `<!DOCTYPE bom [<!ENTITY a "b">]><bom>&a;</bom>`,
      'declares entities',
    ],
    [
      'XML nested without end',
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${'<components><component>'.repeat(
        50_000,
      )}`,
      'nested over 1000',
    ],
    [
      'a document about software',
      JSON.stringify(
        documentOf({
          metadata: { component: { type: 'application', name: 'a' } },
        }),
      ),
      'is neither device nor firmware',
    ],
    [
      'a document about nothing',
      JSON.stringify(documentOf({ metadata: {} })),
      'does not say what it is about',
    ],
  ])('refuses %s', async (_, content, reason) => {
    const { sightings, problems } = await read(content);
    expect(sightings).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0].reason).toContain(reason);
  });

  it.each([
    ['{"bomFormat": "CycloneDX",\n "a": }', 'bom, line 2, column 7'],
    [XML.replace('<bom:name>libssh<', '<bom:name>lib<ssh<'), 'bom, line 23'],
  ])('tells where a document is broken', async (content, record) => {
    expect((await read(content)).problems).toMatchObject([{ record }]);
  });

  it('refuses more than 50 MiB, without holding it', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked++;
        yield new Uint8Array(1024 * 1024).fill(32);
      }
    }
    const problems = [];
    for await (const item of readCyclonedx(endless(), { file: 'bom' }))
      problems.push(item);
    expect(asked).toBe(51);
    expect(problems).toMatchObject([
      { kind: 'problem', problem: { reason: 'is larger than 50 MiB' } },
    ]);
  });

  it('takes no harm from nesting, cycles and hostile texts', async () => {
    const depth = 50_000;
    const nested = `${'{"name":"a","components":['.repeat(
      depth,
    )}{"name":"deepest"}${']}'.repeat(depth)}`;
    const long = 'x'.repeat(100_000);
    const { sightings, problems } = await read(
      Buffer.from(
        `{"bomFormat":"CycloneDX","specVersion":"1.7","__proto__":{"polluted":1},
        "metadata":{"component":{"type":"device","name":"<script>\\u001b[31m\\u0000"}},
        "dependencies":[{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a"]}],
        "components":[${nested},{"name":"__proto__","version":"${long}","__proto__":{"polluted":1}},{"name":"\u00ff"}]}`,
        'latin1',
      ),
    );
    expect(problems).toEqual([]);
    const [{ components, model }] = sightings;
    expect(model?.value).toBe('<script> [31m');
    expect(components.map(component => component.name).sort()).toEqual([
      '__proto__',
      'a',
      'deepest',
      '\ufffd',
    ]);
    const proto = components.find(({ name }) => name === '__proto__')!;
    expect(proto.version).toHaveLength(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('reads 100,000 components of one device', async () => {
    const components = Array.from({ length: 100_000 }, (_, index) => ({
      type: 'library',
      name: `library-${index}`,
      version: '1.0',
      purl: `pkg:generic/library-${index}@1.0`,
    }));
    const { sightings, problems } = await readJson(documentOf({ components }));
    expect(problems).toEqual([]);
    expect(sightings[0].components).toHaveLength(100_000);
  }, 60_000);
});
