import fc from 'fast-check';
import { shippedOtFixModel } from '../../forecast/fix/shippedOtFixModel';
import type { FixForecastInput } from '../../forecast/forecastFix';
import { shippedExploitModel } from '../../forecast/shippedExploitModel';
import { shippedFixModel } from '../../forecast/shippedFixModel';
import { describeInputs } from '../describeInputs';
import { exploitDrift } from './exploitDrift';
import { fixDrift } from './fixDrift';
import { judgeDrift } from './judgeDrift';

const DAY = '2026-11-20';
const NOTHING = {
  probabilities: [],
  outcomes: [],
  clusters: [],
  from: '2026-05-24',
  until: DAY,
};

function rowsOf(value: (row: number) => number | undefined) {
  return Array.from({ length: 200 }, (_, row) => ({ a: value(row), b: 1 }));
}

const profile = describeInputs(
  rowsOf(row => row % 10),
  { featureNames: ['a', 'b'], bins: 5 },
);

function outcomesOf(probability: number, events: number) {
  const rows = Array.from({ length: 400 }, (_, row) => row);
  return {
    ...NOTHING,
    probabilities: rows.map(() => probability),
    outcomes: rows.map(row => Number(row < events)),
    clusters: rows.map(row => `CVE-${row}`),
  };
}

describe('judgeDrift', () => {
  const judge = (options: Partial<Parameters<typeof judgeDrift>[0]>) =>
    judgeDrift({
      profile,
      rows: rowsOf(row => row % 10),
      outcomes: NOTHING,
      seed: 1,
      ...options,
    });

  it('is steady where nothing moved, and says what moved', () => {
    expect(judge({}).state).toBe('steady');
    const moved = judge({ rows: rowsOf(row => 7 + (row % 3)) });
    expect(moved.state).toBe('inputs-moved');
    expect(moved.reason).toBe('1 of 2 inputs differ far from the training (a)');
    expect(
      judge({ rows: rowsOf(() => undefined) }).inputs?.features[0],
    ).toEqual(
      expect.objectContaining({
        name: 'a',
        level: 'large',
        absentShares: { training: 0, now: 1 },
      }),
    );
  });

  it('compares nothing of fewer than fifty rows, or without a profile', () => {
    const few = rowsOf(() => 9).slice(0, 49);
    expect(judge({ rows: few })).toMatchObject({
      state: 'unknown',
      inputs: undefined,
    });
    expect(judge({ profile: undefined }).state).toBe('unknown');
  });

  it('judges calibration by an interval, and by enough events only', () => {
    const of = (probability: number, events: number) =>
      judge({ outcomes: outcomesOf(probability, events) });
    expect(of(0.1, 40).state).toBe('steady');
    expect(of(0.1, 10).state).toBe('calibration-off');
    expect(of(0.01, 20).state).toBe('calibration-off');
    expect(of(0.0005, 0).calibration?.verdict).toBe('too-few');
    expect(of(0.03, 0).calibration?.verdict).toBe('off');
    expect(of(0.1, 10).reason).toContain(
      '40.0 were expected between 2026-05-24 and 2026-11-20, 10 came',
    );
    expect(
      judge({ outcomes: outcomesOf(0.1, 20), referenceRatio: 2 }).state,
    ).toBe('steady');
  });

  it('never calls the training itself moved', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true, min: -9, max: 9 })), {
          minLength: 50,
          maxLength: 200,
        }),
        values => {
          const rows = values.map(value => ({ a: value ?? undefined }));
          const own = describeInputs(rows, { featureNames: ['a'], bins: 5 });
          expect(judge({ profile: own, rows }).state).toBe('steady');
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('exploitDrift', () => {
  const facts = (cve: number, knownExploitedOn?: string) => ({
    cve: `CVE-2025-${cve}`,
    publishedOn: '2025-06-01',
    cvssVector:
      cve === 1
        ? 'none of ours'
        : 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    cwes: ['CWE-78'],
    affected: [{ vendor: 'Acme', product: 'Gateway' }],
    knownExploitedOn,
  });
  const drift = (published: Parameters<typeof exploitDrift>[0]['published']) =>
    exploitDrift({
      assessed: Array.from({ length: 60 }, (_, row) => facts(row)),
      published,
      asOf: DAY,
      knownUntil: DAY,
      seed: 1,
    });

  it('ships a profile of each input of the advisory model', () => {
    expect(Object.keys(shippedExploitModel.inputs?.features ?? {})).toEqual(
      shippedExploitModel.advisory.risk.featureNames,
    );
    expect(drift([]).inputs?.features).toHaveLength(22);
    expect(drift([]).state).toBe('inputs-moved');
  });

  it('forecasts from the SSVC value of that day, not from the newest', () => {
    const value = (exploitation: 'poc' | 'active', writtenOn: string) => ({
      exploitation,
      writtenOn,
    });
    const early = value('poc', '2026-01-05');
    const late = value('active', '2026-11-01');
    const expected = (ssvcHistory: (typeof early)[] | undefined) =>
      drift(
        Array.from({ length: 60 }, (_, row) => ({
          ...facts(row),
          ssvc: ssvcHistory?.at(-1),
          ssvcHistory,
        })),
      ).calibration;
    expect(expected([early, late])).toEqual(expected([early]));
    expect(expected([late])).toEqual(expected(undefined));
    expect(expected([early])).not.toEqual(expected(undefined));
  });

  it('counts what KEV listed in the 180 days, and nothing that was listed, or unpublished, before', () => {
    const { calibration } = drift([
      facts(1),
      facts(2, '2026-05-24'),
      facts(3, '2026-05-25'),
      facts(4, '2026-11-20'),
      facts(5, '2026-11-21'),
      { ...facts(6, '2026-11-01'), publishedOn: '2026-06-01' },
    ]);
    expect(calibration).toMatchObject({
      rows: 4,
      observed: 2,
      from: '2026-05-24',
      until: DAY,
      verdict: 'too-few',
    });
    expect(calibration?.expected).toBeGreaterThan(0);
    expect(calibration?.expected).toBeLessThan(0.4);
  });
});

describe('fixDrift', () => {
  const input = (over: Partial<FixForecastInput>): FixForecastInput => ({
    vendor: 'Siemens',
    cwes: ['CWE-78'],
    disclosedOn: '2026-01-01',
    asOf: '2026-08-21',
    state: 'unknown',
    ...over,
  });
  const many = (over: Partial<FixForecastInput>) =>
    Array.from({ length: 60 }, () => input(over));

  it('ships profiles of both models', () => {
    expect(shippedFixModel.inputs?.rows).toBeGreaterThan(1000);
    expect(
      shippedOtFixModel.advisories.inputs?.features['vendor.logOdds'],
    ).toBeDefined();
  });

  it('tells the findings of each model apart', () => {
    const both = fixDrift({
      assessed: [
        ...many({ state: 'unknown' }),
        ...many({ productsAffectedText: 'Box: All versions < V3' }).slice(
          0,
          55,
        ),
        ...many({ state: 'available' }),
        input({ cvssVector: 'none of ours', productsAffectedText: 'Box: V1' }),
      ],
      seen: [],
      until: DAY,
      seed: 1,
    });
    expect(both.fix.inputs?.rows).toBe(60);
    expect(both['fix-ot'].inputs?.rows).toBe(56);
    expect(both.fix.calibration).toBeUndefined();
  });

  it('judges by findings whose advisory named no fix, and by no others', () => {
    const seen = many({ state: 'none_available' }).map((each, row) => ({
      input: each,
      fixed: row < 30,
      cluster: `CVE-${row}`,
    }));
    const { fix, ...others } = fixDrift({
      assessed: [],
      seen: [
        ...seen,
        { input: input({}), fixed: true, cluster: 'CVE-unknown' },
      ],
      until: DAY,
      seed: 1,
    });
    expect(fix).toMatchObject({
      state: 'calibration-off',
      calibration: { rows: 60, observed: 30, from: '2026-08-21' },
    });
    expect(others['fix-ot'].calibration).toBeUndefined();
  });
});
