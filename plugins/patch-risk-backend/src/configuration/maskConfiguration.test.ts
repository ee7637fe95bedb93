import { compareConfigurations } from './compareConfigurations';
import { maskConfiguration } from './maskConfiguration';

const mask = (bytes: string | Uint8Array, format: 'json' | 'text' = 'text') =>
  maskConfiguration({
    bytes: Buffer.from(bytes as string),
    format,
    key: 'k',
    scope: 's',
    mask: [],
    ignore: [],
  });

describe('snapshots', () => {
  it('has one order for documents', async () => {
    const one = await mask('{"b":[1,{"d":2,"c":3}],"a":"x"}', 'json');
    const other = await mask('{"a":"x","b":[1,{"c":3,"d":2}]}', 'json');
    expect(one).toEqual(other);
    expect(one.content.split('\n')[1]).toBe('  "a": "x",');
  });

  it.each([
    ['binary', Buffer.from([0x4d, 0x5a, 0, 1, 2]), 'text', 'not text in UTF-8'],
    ['Latin-1', Buffer.from([0xfc, 0x62]), 'text', 'not text in UTF-8'],
    ['broken JSON', '{"password":"Hunter2"', 'json', 'no JSON document'],
    ['deep JSON', `${'['.repeat(100_000)}`, 'json', 'nested more than 200'],
    ['a long line', 'x'.repeat(100_000), 'text', 'Line 1 of'],
    ['many lines', '\nx'.repeat(300_000), 'text', 'lines, more than 200000'],
  ] as const)(
    'refuses %s without quoting it',
    async (_, bytes, format, reason) => {
      const error = await mask(bytes, format).catch(each => each);
      expect(error).toMatchObject({ name: 'InputError' });
      expect(error.message).toContain(reason);
      expect(error.message).not.toContain('Hunter2');
    },
  );

  it('takes no harm from names that objects have', async () => {
    const { content } = await mask(
      '{"__proto__":{"polluted":1},"constructor":{"password":"Hunter2"}}',
      'json',
    );
    expect(content).not.toContain('Hunter2');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('differences', () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}`);
  const compare = (from: string[], to: string[]) =>
    compareConfigurations({
      from: from.join('\n'),
      to: to.join('\n'),
      ignore: [],
    });

  it('finds few changes in 100,000 lines, with their places', async () => {
    const changed = [...lines];
    changed[10] = '<img src=x onerror=alert(1)>\u001b[2J';
    changed.splice(50_000, 1);
    changed.push('new');
    const result = await compare(lines, changed);
    expect(result).toMatchObject({
      added: 2,
      removed: 2,
      isCoarse: false,
      isCut: false,
    });
    expect(
      result.hunks.map(({ fromLine, toLine, lines: shown }) => [
        fromLine,
        toLine,
        shown.filter(({ kind }) => kind !== 'same').length,
      ]),
    ).toEqual([
      [8, 8, 2],
      [49_998, 49_998, 1],
      [99_998, 99_997, 1],
    ]);
  });

  it('does not lay side by side what has nothing in common, and shows a part', async () => {
    const result = await compare(
      lines,
      lines.map((_, i) => `other ${i}`),
    );
    expect(result).toMatchObject({
      added: 100_000,
      removed: 100_000,
      isCoarse: true,
      isCut: true,
    });
    expect(result.hunks[0].lines).toHaveLength(2_000);
  });

  it('has nothing to tell of equal ones, and all of an empty one', async () => {
    expect(await compare(lines, lines)).toMatchObject({ added: 0, hunks: [] });
    expect(await compare([], ['a', 'b'])).toMatchObject({
      added: 2,
      removed: 0,
      hunks: [{ fromLine: 1, toLine: 1 }],
    });
  });
});
