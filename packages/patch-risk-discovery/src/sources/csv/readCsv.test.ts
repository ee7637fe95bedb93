import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { measureReader } from '../../testing/measureReader';
import { readAll } from '../../testing/readAll';
import { createCsvReader } from './createCsvReader';
import { parseCsvLine } from './parseCsvLine';
import { parseCsvMapping } from './parseCsvMapping';
import { previewCsv } from './previewCsv';
import { readCsv } from './readCsv';

const list = readFileSync(join(__dirname, '__fixtures__/list.csv'));

function mappingOf(input: object) {
  const { mapping, problems } = parseCsvMapping(input, { record: 'mine.json' });
  expect(problems).toEqual([]);
  return mapping!;
}

const small = { name: 'mine', columns: { serial: 'Serial' } };

describe('readCsv', () => {
  it('reads a German list with decimal commas', async () => {
    const { sightings, problems } = await readAll(readCsv, list, {
      file: 'list.csv',
      site: 'north',
    });
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      {
        source: 'csv',
        record: 'list.csv:2',
        macs: ['00:00:5e:00:53:01'],
        ips: ['192.0.2.10'],
        hostnames: ['plc-1.line3.example'],
        serial: {
          value: 'SN-0001',
          confidence: 0.9,
          evidence: 'column Seriennummer',
        },
        firmwareVersion: { value: '2.8' },
        site: 'Halle 1',
      },
      {
        record: 'list.csv:3',
        model: { value: 'PLC "15" neu' },
        macs: ['00:00:5e:00:53:02', '00:00:5e:00:53:03'],
        ips: ['192.0.2.11', '2001:db8::11'],
        firmwareVersion: { value: '2.10' },
      },
    ]);
  });

  it.each([
    [
      'utf-16le',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from('Serial\tVendor\r\n1\tMüller\r\n', 'utf16le'),
      ]),
    ],
    [
      'utf-16be',
      Buffer.concat([
        Buffer.from([0xfe, 0xff]),
        Buffer.from('Serial\tVendor\r\n1\tMüller\r\n', 'utf16le').swap16(),
      ]),
    ],
    ['windows-1252', Buffer.from('Serial;Vendor\r\n1;Müller\r\n', 'latin1')],
    ['UTF-8 with a mark', Buffer.from('\ufeffSerial|Vendor\n1|Müller')],
  ])('finds %s', async (_, bytes) => {
    const { sightings, problems } = await readAll(readCsv, bytes);
    expect(problems).toEqual([]);
    expect(sightings).toMatchObject([
      { serial: { value: '1' }, vendor: { value: 'Müller' } },
    ]);
  });

  it('reads the columns and constants of a mapping of one’s own', async () => {
    const reader = createCsvReader(
      mappingOf({
        name: 'mine',
        delimiter: ',',
        headerLine: 3,
        columns: {
          serial: 'ID',
          macs: { columns: ['Port 1', 'Port 2'], separator: '/' },
          seenAt: 'Seen',
        },
        constants: { vendor: 'Example Automation', site: 'south' },
      }),
    );
    const { sightings, problems } = await readAll(
      reader,
      'Export of\n2026\nID,Port 1,Port 2,Seen\n7,00:00:5e:00:53:01/00:00:5e:00:53:02,00:00:5e:00:53:03,2026-01-15T10:00:00Z\n',
    );
    expect(problems).toEqual([]);
    expect(sightings[0]).toMatchObject({
      record: 'f:4',
      seenAt: '2026-01-15T10:00:00.000Z',
      macs: ['00:00:5e:00:53:01', '00:00:5e:00:53:02', '00:00:5e:00:53:03'],
      vendor: { value: 'Example Automation', confidence: 0.7 },
      site: 'south',
    });
  });

  it('tells the place of what is broken, and reads the rest', async () => {
    const { sightings, problems } = await readAll(
      readCsv,
      [
        'Serial,MAC,IP',
        '1,nonsense,192.0.2.1',
        ',-,n/a',
        '"2"x,,',
        '"3,,',
        '4,,',
        `5,${'x'.repeat(70_000)},`,
        '6,,,,,more,cells',
      ].join('\n'),
    );
    expect(problems).toMatchObject([
      {
        record: 'f:2',
        field: 'MAC',
        value: 'nonsense',
        remedy: 'Write it as 00:1b:1b:00:00:01',
      },
      { record: 'f:3', reason: expect.stringContaining('no serial') },
      { record: 'f:4', reason: expect.stringContaining('text follows') },
      { record: 'f:5', reason: expect.stringContaining('a quote is opened') },
      { record: 'f:7', reason: expect.stringContaining('longer than') },
    ]);
    expect(sightings.map(({ serial }) => serial?.value)).toEqual([
      '1',
      '4',
      '6',
    ]);
  });

  it.each([
    ['', 'there is no header'],
    ['a,b,c\n1,2,3\n', 'no column tells one device from another'],
    ['\u0000\u0001\n', 'no column tells one device from another'],
  ])('refuses %j as a whole, once', async (text, reason) => {
    const { sightings, problems } = await readAll(readCsv, text);
    expect(sightings).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ record: 'f:1', reason }),
    ]);
  });

  it('refuses a file without the columns of the mapping, and names its own', async () => {
    const { problems } = await readAll(
      createCsvReader(mappingOf(small)),
      'Id,Vendor\n1,2\n',
    );
    expect(problems).toEqual([
      expect.objectContaining({
        field: 'columns.serial',
        value: 'Serial',
        remedy: expect.stringContaining('Id, Vendor'),
      }),
    ]);
  });

  it('takes no harm from hostile cells and headings', async () => {
    const { sightings } = await readAll(
      readCsv,
      `__proto__,constructor,Serial,Vendor,Model\n1,2,__proto__,<script>alert(1)</script>,\u001b[31m=cmd|' /C calc'!A0\u0000\n`,
    );
    expect(sightings).toMatchObject([
      {
        serial: { value: '__proto__' },
        vendor: { value: '<script>alert(1)</script>' },
        model: { value: "[31m=cmd|' /C calc'!A0" },
      },
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads back what was quoted, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            unit: fc.oneof(
              fc.string({ unit: 'grapheme', maxLength: 1 }),
              fc.constantFrom('"', ',', ';', '|', '\t', '\n', ' '),
            ),
          }),
          { minLength: 1 },
        ),
        fc.constantFrom(',', ';', '\t', '|'),
        (cells, delimiter) => {
          const line = cells
            .map(cell => `"${cell.replace(/"/g, '""')}"`)
            .join(delimiter);
          expect(parseCsvLine(line, delimiter)).toEqual(
            cells.map(cell => cell.trim()),
          );
        },
      ),
    );
  });

  it('needs no more memory for a larger file', async () => {
    function* lines() {
      yield 'Serial,MAC,Firmware\n';
      for (let row = 0; row < 100_000; row += 1) {
        yield `SN-${row},00:00:5e:00:53:01,V2.${row}\n`;
      }
    }
    const { items, growth } = await measureReader(readCsv, lines());
    expect(items).toBe(100_000);
    expect(growth).toBeLessThan(30_000_000);
  }, 60_000);
});

describe('parseCsvMapping', () => {
  it.each([
    [{}, 'name', 'must be text: what the mapping is called'],
    [
      { ...small, delimiter: 'x' },
      'delimiter',
      'must be ",", ";", "\\t" or "|"',
    ],
    [
      { ...small, headerLine: 0 },
      'headerLine',
      'must be the number of a line, from 1',
    ],
    [
      { ...small, columns: { serial: 7 } },
      'columns.serial',
      'must be the name of a column, or a list of names',
    ],
    [
      { ...small, columns: { macs: { columns: 'M', separator: '' } } },
      'columns.macs.separator',
      'must be at least one character, such as ";"',
    ],
    [
      { ...small, columns: { seriel: 'S' } },
      'columns.seriel',
      'is not a field of a mapping',
    ],
    [
      JSON.parse('{"name":"x","columns":{},"__proto__":{"a":1}}'),
      '__proto__',
      'is not a field of a mapping',
    ],
    [null, 'the mapping', 'must be an object with name and columns'],
  ])('refuses %j', (input, field, reason) => {
    const { mapping, problems } = parseCsvMapping(input, {
      record: 'mine.json',
    });
    expect(mapping).toBeUndefined();
    expect(problems).toContainEqual({
      record: 'mine.json',
      field,
      reason,
      remedy: expect.any(String),
    });
  });
});

describe('previewCsv', () => {
  it('shows what would be read, and what not', async () => {
    async function* input() {
      yield list;
    }
    const preview = await previewCsv(input(), {
      file: 'list.csv',
      mapping: mappingOf({
        name: 'mine',
        columns: { serial: 'Seriennummer', macs: 'MAC-Adresse' },
      }),
      rows: 1,
    });
    expect(preview).toMatchObject({
      encoding: 'utf-8',
      delimiter: ';',
      unmapped: [
        'Hersteller',
        'Modell',
        'Firmware',
        'IP-Adresse',
        'Hostname',
        'Standort',
        'Bemerkung',
      ],
      rows: [{ line: 2 }],
      sightings: [{ record: 'list.csv:2', serial: { value: 'SN-0001' } }],
      problems: [],
    });
    expect(preview.columns).toContainEqual({
      name: 'Seriennummer',
      readAs: 'serial',
    });
  });
});
