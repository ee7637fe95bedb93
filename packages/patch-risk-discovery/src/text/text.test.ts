import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createLocalNetworks } from './createLocalNetworks';
import { normaliseIp } from './normaliseIp';
import { readInstant } from './readInstant';
import { readTextLines } from './readTextLines';
import type { TextLine } from './TextLine';

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function linesOf(
  bytes: Uint8Array,
  options: { chunk?: number; maxLineBytes?: number } = {},
) {
  const lines: TextLine[] = [];
  for await (const line of readTextLines(
    chunksOf(bytes, options.chunk ?? 7),
    options,
  )) {
    lines.push(line);
  }
  return lines;
}

describe('normaliseIp', () => {
  it('gives every spelling of an address the same form, and changes it no more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0, 1, 0xdb8, 0xffff), {
          minLength: 7,
          maxLength: 7,
        }),
        rest => {
          const groups = [0x2001, ...rest].map(group => group.toString(16));
          const long = groups.map(group => group.padStart(4, '0')).join(':');
          const once = normaliseIp(groups.join(':'));
          expect(once).toBeDefined();
          expect(normaliseIp(long.toUpperCase())).toBe(once);
          expect(normaliseIp(once!)).toBe(once);
        },
      ),
    );
  });
});

describe('readInstant', () => {
  it.each([
    ['2026-01-15T11:00:00+0100', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15T11:00:00.250000+01:00', '2026-01-15T10:00:00.250Z'],
    ['2026-01-15 10:00:00Z', '2026-01-15T10:00:00.000Z'],
    [1768471200.5, '2026-01-15T10:00:00.500Z'],
    ['1768471200500', '2026-01-15T10:00:00.500Z'],
  ])('reads %s', (value, instant) => {
    expect(readInstant(value)).toBe(instant);
  });

  it.each([
    '',
    '2026-01-15',
    '2026-01-15T10:00:00',
    '2026-13-15T10:00:00Z',
    '0',
    'NaN',
    Number.NaN,
    Infinity,
    '99999999999999',
  ])('refuses %s', value => {
    expect(readInstant(value)).toBeUndefined();
  });
});

describe('readTextLines', () => {
  it('gives the lines whatever the chunks are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc
            .string({ unit: 'binary' })
            .map(text => text.replace(/[\r\n\ufeff]/g, '')),
        ),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (texts, chunk, end) => {
          const bytes = Buffer.from(texts.map(text => text + end).join(''));
          const lines = await linesOf(bytes, { chunk });
          expect(lines.map(line => line.text)).toEqual(texts);
        },
      ),
    );
  });

  it('tells lines that are too long or no UTF-8, and goes on after them', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeffone\n'),
      Buffer.alloc(1000, 'x'),
      Buffer.from('\nM'),
      Buffer.from([0xfc]),
      Buffer.from('ller\nlast'),
    ]);
    expect(await linesOf(bytes, { maxLineBytes: 20 })).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: '', fault: 'too-long' },
      { number: 3, text: 'M\ufffdller', fault: 'not-utf-8' },
      { number: 4, text: 'last' },
    ]);
  });

  it('holds no more of a line without an end than its limit', async () => {
    async function* endless() {
      for (let count = 0; count < 2000; count += 1) {
        yield new Uint8Array(100_000).fill(120);
      }
    }
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    let chunks = 0;
    for await (const line of readTextLines(
      (async function* watched() {
        for await (const chunk of endless()) {
          chunks += 1;
          if (chunks % 100 === 0) {
            collectGarbage();
            peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
          }
          yield chunk;
        }
      })(),
    )) {
      expect(line).toEqual({ number: 1, text: '', fault: 'too-long' });
    }
    // 200 MB came; what was freed is counted off a little later.
    expect(peak).toBeLessThan(60_000_000);
  });
});

describe('createLocalNetworks', () => {
  it('knows private addresses, and ours', () => {
    const isLocal = createLocalNetworks(['192.0.2.0/24']);
    expect(isLocal('10.1.2.3')).toBe(true);
    expect(isLocal('fe80::1')).toBe(true);
    expect(isLocal('192.0.2.9')).toBe(true);
    expect(isLocal('198.51.100.1')).toBe(false);
    expect(isLocal('2001:db8::1')).toBe(false);
  });

  it('refuses what is no block', () => {
    expect(() => createLocalNetworks(['192.0.2.0'])).toThrow(
      '192.0.2.0 is no block of addresses; write it as 192.0.2.0/24',
    );
  });
});
