import fc from 'fast-check';
import type { AdviceSource } from '../records/AdviceSource';
import type { FindingStatus } from '../records/FindingStatus';
import { mergeVerdicts } from './mergeVerdicts';
import type { RowVerdict } from './RowVerdict';

let rows = 0;

function says(
  source: AdviceSource | undefined,
  status: FindingStatus,
  changes: Partial<RowVerdict> = {},
): RowVerdict {
  rows += 1;
  return {
    rowId: rows,
    advisoryId: `${source}-${rows}`,
    cve: 'CVE-2024-0001',
    source,
    status,
    comparison: 'inside',
    isBeyond: false,
    specificity: 2,
    productConfidence: 0.9,
    productMatch: 'same name',
    ...changes,
  };
}

const merge = (verdicts: RowVerdict[]) =>
  mergeVerdicts(verdicts).get('CVE-2024-0001');

describe('mergeVerdicts over sources', () => {
  it.each<[string, RowVerdict[], FindingStatus, boolean]>([
    [
      'the vendor over NVD',
      [says('nvd', 'affected'), says('csaf', 'not_affected')],
      'not_affected',
      true,
    ],
    [
      'the vendor over OSV',
      [says('osv', 'affected'), says('vex', 'fixed')],
      'fixed',
      true,
    ],
    [
      'OSV over NVD',
      [
        says('nvd', 'affected'),
        says('osv', 'affected', { comparison: 'outside' }),
      ],
      'not_affected',
      true,
    ],
    [
      'what the vendor implies over NVD',
      [
        says('nvd', 'affected'),
        says(undefined, 'affected', { comparison: 'outside' }),
      ],
      'not_affected',
      true,
    ],
    [
      'who can compare over who cannot',
      [
        says('nvd', 'affected'),
        says('csaf', 'affected', { comparison: 'incomparable' }),
      ],
      'affected',
      false,
    ],
    [
      'what hides least within a rank',
      [says('vex', 'not_affected'), says('csaf', 'affected')],
      'affected',
      true,
    ],
    [
      'one voice',
      [
        says('nvd', 'affected'),
        says('osv', 'affected'),
        says('csaf', 'affected'),
      ],
      'affected',
      false,
    ],
  ])('lets %s decide', (_, verdicts, status, isDisputed) => {
    const merged = merge(verdicts);
    expect(merged).toMatchObject({ cve: 'CVE-2024-0001', status, isDisputed });
    // What every document says is kept as evidence, whoever decided.
    expect(
      [...(merged?.grounds ?? []), ...(merged?.others ?? [])]
        .map(({ rowId }) => rowId)
        .sort(),
    ).toEqual(verdicts.map(({ rowId }) => rowId).sort());
  });

  it('tells what each source says', () => {
    expect(
      merge([says('nvd', 'affected'), says('csaf', 'fixed')])?.statements,
    ).toEqual([
      { source: 'csaf', status: 'fixed' },
      { source: 'nvd', status: 'affected' },
    ]);
  });

  it('comes to the same in any order of documents', () => {
    const verdict = fc
      .record({
        source: fc.constantFrom<AdviceSource | undefined>(
          'csaf',
          'vex',
          'osv',
          'nvd',
          undefined,
        ),
        status: fc.constantFrom<FindingStatus>(
          'affected',
          'fixed',
          'not_affected',
          'under_investigation',
          'unknown',
        ),
        comparison: fc.constantFrom<RowVerdict['comparison']>(
          'inside',
          'outside',
          'incomparable',
          'no-version',
        ),
        isBeyond: fc.boolean(),
        productConfidence: fc.constantFrom(0.6, 0.9, 0.99),
        document: fc.nat(4),
      })
      .map(({ source, status, document, ...rest }) =>
        says(source, status, { ...rest, advisoryId: `${source}-${document}` }),
      );
    fc.assert(
      fc.property(
        fc.array(verdict, { minLength: 1, maxLength: 8 }),
        fc.func(fc.nat()),
        (verdicts, key) => {
          const shuffled = [...verdicts].sort(
            (a, b) => key(a.rowId) - key(b.rowId),
          );
          const [first, second] = [merge(verdicts), merge(shuffled)];
          expect(second?.status).toBe(first?.status);
          expect(second?.confidence).toBe(first?.confidence);
          expect(second?.isDisputed).toBe(first?.isDisputed);
          expect(
            new Set(second?.statements.map(each => JSON.stringify(each))),
          ).toEqual(
            new Set(first?.statements.map(each => JSON.stringify(each))),
          );
        },
      ),
    );
  });
});
