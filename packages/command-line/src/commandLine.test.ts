import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Command } from './Command';
import { CsvWriter } from './CsvWriter';
import { escapeCsvCell } from './escapeCsvCell';
import { openCsv } from './openCsv';
import { readDayOption } from './readDayOption';
import { readJsonLines } from './readJsonLines';
import { readOptions } from './readOptions';
import { runCommand } from './runCommand';
import { InputError } from './InputError';

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-model-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function readAll(path: string): Promise<unknown[]> {
  const { rows } = await openCsv(path, { required: ['id'], unique: 'id' });
  const read: unknown[] = [];
  for await (const row of rows) {
    read.push([row.text('id'), row.numeric('value'), row.day('on')]);
  }
  return read;
}

describe('openCsv', () => {
  it('reads quotes, byte order marks, line ends of both kinds and gzip', async () => {
    const text =
      '\uFEFFid,value,on\r\n"a, ""b""",-1.5e2,2024-02-29\r\n\r\nc,,\r\n';
    const expected = [
      ['a, "b"', -150, '2024-02-29'],
      ['c', undefined, undefined],
    ];
    expect(await readAll(file('plain.csv', text))).toEqual(expected);
    expect(await readAll(file('packed.csv.gz', gzipSync(text)))).toEqual(
      expected,
    );
  });

  it.each([
    ['NaN', 'id,value,on\na,1,\nb,NaN,\n', 'row 2, column value'],
    ['infinity', 'id,value,on\na,-Infinity,\n', 'row 1, column value'],
    ['a hexadecimal number', 'id,value,on\na,0x10z,\n', 'row 1, column value'],
    ['a date in 3026', 'id,value,on\na,1,3026-01-01\n', 'row 1, column on'],
    ['30 February', 'id,value,on\na,1,2024-02-30\n', 'row 1, column on'],
    ['an id that came before', 'id,on\na,\nb,\na,\n', 'row 3, column id'],
    ['an empty id', 'id,on\n ,2024-01-01\n', 'row 1, column id'],
    ['a missing column', 'value,on\n1,\n', 'the column id is missing'],
    ['a column twice', 'id,on,on\na,,\n', 'header, column 3'],
    ['an empty file', '', 'header'],
    ['a short row', 'id,value\na,1\nb\n', 'row 2'],
    ['an open quote', 'id,value\na,1\n"b,2\n', 'row 2'],
  ])('refuses %s by name', async (name, text, place) => {
    const path = file(`${name.replaceAll(' ', '-')}.csv`, text);
    const reading = readAll(path);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(place);
  });

  it('says which file is not there', async () => {
    await expect(readAll(join(folder, 'none.csv'))).rejects.toThrow('none.csv');
    await expect(readAll(file('broken.csv.gz', 'not gzip'))).rejects.toThrow(
      'header',
    );
  });

  it('gives rows before it has read the file to its end', async () => {
    const long = `id,value\n${Array.from(
      { length: 20_000 },
      (_, row) => `${row},1\n`,
    ).join('')}0,1\n`;
    const { rows } = await openCsv(file('long.csv', long), {
      required: ['id'],
      unique: 'id',
    });
    let read = 0;
    const reading = async () => {
      for await (const row of rows) {
        read += row.numeric('value') ?? 0;
      }
    };
    await expect(reading()).rejects.toThrow('row 20001, column id');
    expect(read).toBe(20_000);
  });
});

describe('readJsonLines', () => {
  const readLines = async (path: string) => {
    const read: unknown[] = [];
    for await (const { number, value } of readJsonLines(path)) {
      read.push([number, value]);
    }
    return read;
  };

  it('reads objects and leaves empty lines out', async () => {
    expect(
      await readLines(file('good.jsonl', '\uFEFF{"a":1}\n\r\n{"b":[2]}')),
    ).toEqual([
      [1, { a: 1 }],
      [3, { b: [2] }],
    ]);
  });

  it.each([
    ['{"a":1}\n{"a":NaN}\n', 'row 2'],
    ['[1]\n', 'row 1'],
    ['{"a":1}\nnull\n', 'row 2'],
  ])('refuses %j', async (text, place) => {
    await expect(readLines(file('bad.jsonl', text))).rejects.toThrow(place);
  });

  it('says which file is not there, and which is no gzip', async () => {
    await expect(readLines(join(folder, 'none.jsonl'))).rejects.toThrow(
      'none.jsonl',
    );
    await expect(
      readLines(file('broken.jsonl.gz', 'not gzip')),
    ).rejects.toThrow('header');
  });
});

describe('CsvWriter', () => {
  it.each([
    ['=cmd|x', "'=cmd|x"],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    ['=a,"b"', '"\'=a,""b"""'],
    ['-5', '-5'],
    ['plain', 'plain'],
    [-0.5, '-0.5'],
    [undefined, ''],
    [true, 'true'],
  ])('writes %j as %j', (value, cell) => {
    expect(escapeCsvCell('column', value)).toBe(cell);
  });

  it('puts the file in its place when all is written, and only then', async () => {
    const path = file('out.csv', 'old\n');
    const before = readdirSync(folder).length;
    await expect(
      CsvWriter.write({
        path,
        columns: ['a', 'b'],
        work: async writer => {
          await writer.row({ a: 1, b: 'x' });
          await writer.row({ a: Number.NaN, b: 'y' });
        },
      }),
    ).rejects.toThrow('output column a');
    expect(readFileSync(path, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toHaveLength(before);
    await CsvWriter.write({
      path,
      columns: ['a', 'b'],
      work: writer => writer.row({ a: 1, b: 'x' }),
    });
    expect(readFileSync(path, 'utf8')).toBe('a,b\n1,x\n');
    await expect(
      CsvWriter.write({
        path: join(folder, 'no', 'such.csv'),
        columns: ['a'],
        work: async () => {},
      }),
    ).rejects.toThrow('such.csv');
  });
});

describe('the command line', () => {
  const echo: Command = {
    name: 'echo',
    summary: 'says what it got',
    usage: 'Usage: echo --text TEXT [--loud]',
    run: async (commandArguments, io) => {
      const { text, day, loud } = readOptions(commandArguments, {
        required: ['text'],
        optional: ['day'],
        flags: ['loud'],
      });
      if (text === 'fail') {
        throw new InputError({ field: 'text', value: text, remedy: 'no' });
      }
      if (day !== undefined) {
        readDayOption('day', day);
      }
      io.print(`${loud ? text.toUpperCase() : text}\n`);
    },
  };
  const run = async (...commandArguments: string[]) => {
    let printed = '';
    let told = '';
    const code = await runCommand({
      call: 'try',
      commands: [echo],
      commandArguments,
      io: {
        resolvePath: path => path,
        print: text => {
          printed += text;
        },
        progress: line => {
          told += `${line}\n`;
        },
      },
    });
    return { code, printed, told };
  };

  it('ends in 0 and keeps standard output for results', async () => {
    expect(await run('echo', '--text', 'hello', '--loud')).toEqual({
      code: 0,
      printed: 'HELLO\n',
      told: '',
    });
  });

  it.each([
    [[], 'A command is missing'],
    [['sing'], "No command 'sing'"],
    [['echo'], '--text is missing'],
    [['echo', '--text'], "'--text <value>' argument missing"],
    [['echo', '--text', ''], '--text needs a value'],
    [['echo', '--text', 'a', '--text', 'b'], 'Give --text once'],
    [['echo', '--text', 'a', '--quiet'], "Unknown option '--quiet'"],
    [['echo', '--text', 'a', 'b'], "Unexpected argument 'b'"],
    [['echo', '--text', 'a', '--day', '2024-13-01'], '2024-13-01'],
    [['echo', '--text', 'a', '--day', '3026-01-01'], '3026-01-01'],
    [['echo', '--text', 'a', '--day', 'today'], 'YYYY-MM-DD'],
  ])('ends in 2 and tells the usage for %j', async (given, message) => {
    const { code, printed, told } = await run(...given);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
    expect(told).toContain(message);
    expect(told).toContain('Usage:');
  });

  it('ends in 1 when the work fails', async () => {
    const { code, printed, told } = await run('echo', '--text', 'fail');
    expect({ code, printed }).toEqual({ code: 1, printed: '' });
    expect(told).toBe("Invalid text 'fail': no\n");
  });

  it('prints help on standard output', async () => {
    expect((await run('--help')).printed).toContain('echo  says what it got');
    expect(await run('echo', '--help')).toEqual({
      code: 0,
      printed: 'Usage: echo --text TEXT [--loud]\n',
      told: '',
    });
  });
});
