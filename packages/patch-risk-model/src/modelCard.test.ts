import { durationTable } from '../scripts/model/families/durationTable';
import { families } from '../scripts/model/families';
import { chooseFamilies } from '../scripts/model/families/chooseFamilies';
import { formatFigureTable } from '../scripts/model/families/formatFigureTable';
import { formatModelJson } from '../scripts/model/families/formatModelJson';
import { groupTable } from '../scripts/model/families/groupTable';
import { replaceChapters } from '../scripts/model/families/replaceChapters';
import { probabilityTable } from '../scripts/model/families/probabilityTable';

const rows = Array.from({ length: 200 }, (_, row) => ({
  outcome: row % 4 === 0 ? (1 as const) : (0 as const),
  cluster: `advisory ${Math.floor(row / 2)}`,
}));
const good = rows.map(row => (row.outcome === 1 ? 0.7 : 0.1));
const constant = rows.map(() => 0.25);

describe('tables of the model card', () => {
  it('hold model and baseline on the same rows, with intervals', () => {
    const table = probabilityTable({
      title: 'Held out',
      rows,
      forecasts: [
        { name: 'ours', kind: 'model', probabilities: good },
        { name: 'one rate', kind: 'baseline', probabilities: constant },
      ],
      figures: ['AUC', 'Brier', 'expected / observed'],
      seed: 1,
      note: 'By chance.',
    });
    expect(table).toMatchObject({ rows: 200, clusters: 100, events: 50 });
    const text = formatFigureTable(table);
    expect(text).toContain('| **ours** | 1.000 (1.000–1.000)');
    expect(text).toContain('| one rate | 0.500 (0.500–0.500)');
    expect(text).toContain('200 rows, 50 events, 100 clusters. By chance.');
    const widths = text
      .split('\n')
      .filter(line => line.startsWith('|'))
      .map(line => line.length);
    expect(new Set(widths).size).toBe(1);
    const brier = table.entries[0].figures[1];
    expect(brier?.value).toBeCloseTo(0.25 * 0.09 + 0.75 * 0.01, 12);
    const ratio = table.entries[0].figures[2];
    expect(ratio?.low).toBeLessThan(ratio?.value ?? 0);
    expect(ratio?.high).toBeGreaterThan(ratio?.value ?? 0);
  });

  it('show groups, the small ones together', () => {
    const { entries } = groupTable({
      title: 'By vendor',
      rows,
      probabilities: good,
      groupOf: row => (row < 150 ? 'Siemens' : `small | ${row % 5}`),
      seed: 1,
    });
    expect(entries.map(entry => entry.name)).toEqual([
      'Siemens (150 rows, 38 events)',
      'others (50 rows, 12 events)',
    ]);
  });

  it('keep external text from breaking the table', () => {
    expect(
      formatFigureTable({
        title: 'a | b\n<script>',
        rows: 1,
        figures: ['AUC'],
        entries: [{ name: '*x*', kind: 'baseline', figures: [undefined] }],
      }),
    ).toContain('| a \\| b \\<script\\> | AUC |\n');
  });

  it('measure forecasts of times', () => {
    const days = [1, 20, 50, 120, 300, -3];
    const { entries } = durationTable({
      title: 'Times',
      rows: days.map((each, row) => ({ days: each, cluster: `${row}` })),
      forecasts: [
        {
          name: 'knows',
          kind: 'model',
          forecasts: days.map(each => ({
            survivalProbabilities: [
              each > 30 ? 1 : 0,
              each > 90 ? 1 : 0,
              each > 180 ? 1 : 0,
            ],
            medianDays: Math.max(0, each),
            lower80Days: 0,
            upper80Days: 120,
          })),
        },
      ],
      seed: 1,
    });
    const values = entries[0].figures.map(figure => figure?.value);
    expect(values).toEqual([1, 0, 0, expect.closeTo(5 / 6, 12)]);
  });
});

describe('a card that is measured in part', () => {
  const options = { head: '# Card\n', names: ['a', 'b', 'c'] };
  const card = '# Old\n\n## A\n\none\n\n## B\n\ntwo ## no chapter\n\n## C\n';

  it('keeps the chapters of the others', () => {
    const measured = new Map([['b', '## B\n\nnew\n']]);
    expect(replaceChapters(card, { ...options, measured })).toBe(
      '# Card\n\n## A\n\none\n\n## B\n\nnew\n\n## C\n',
    );
  });

  it('needs none of them where all are measured', () => {
    const measured = new Map(options.names.map(name => [name, `## ${name}\n`]));
    expect(replaceChapters('', { ...options, measured })).toBe(
      '# Card\n\n## a\n\n## b\n\n## c\n',
    );
    measured.delete('a');
    expect(() =>
      replaceChapters('## A\n\n## B\n', { ...options, measured }),
    ).toThrow('2 chapters for 3 families');
  });
});

describe('families', () => {
  it('are chosen by name', () => {
    const train = async () => [];
    const backtest = async () => {
      throw new Error('not called');
    };
    const two = [
      { name: 'a', train, backtest },
      { name: 'b', train, backtest },
    ];
    expect(chooseFamilies(two, undefined)).toBe(two);
    expect(chooseFamilies(two, 'b').map(({ name }) => name)).toEqual(['b']);
    expect(() => chooseFamilies(two, 'a,c')).toThrow("No family 'c'");
    expect(new Set(families.map(({ name }) => name)).size).toBe(
      families.length,
    );
  });

  it('write JSON that can be read and has no NaN', () => {
    const model = { a: [1, 2], b: { c: [{ d: 'x' }], e: {} }, f: undefined };
    const json = formatModelJson(model);
    expect(JSON.parse(json)).toEqual({
      a: [1, 2],
      b: { c: [{ d: 'x' }], e: {} },
    });
    expect(json).toContain('\n  "a": [1,2],\n');
    expect(() => formatModelJson({ a: Number.NaN })).toThrow('not finite');
    expect(() => formatModelJson({ a: [1, Number.NaN] })).toThrow('not finite');
  });
});
