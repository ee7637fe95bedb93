import fc from 'fast-check';
import {
  BatchScorer,
  exploitedBeforePatchProbability,
  hitProbability,
  impactOf,
  lossOf,
  waitPatchHazard,
} from '..';
import type { FindingBatch } from '..';
import { AgeHazard } from '../../forecast/hazard/AgeHazard';
import { announcedFixSurvival } from '../../forecast/announcedFixSurvival';

const ROWS = 40;
const WEEKS = Array.from({ length: 52 }, (_, week) => week + 1);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const odds = fc.double({ min: -8, max: 2, noNaN: true });
const many = <T>(value: fc.Arbitrary<T>, count: number) =>
  fc.array(value, { minLength: count, maxLength: count });
const codes = (values: number) =>
  many(fc.nat(values - 1), ROWS).map(row => Uint8Array.from(row));
const column = fc.record({
  codes: codes(5),
  logOdds: many(odds, 5).map(values => Float64Array.from(values)),
});
const hazard = fc.double({ min: 0.001, max: 0.95, noNaN: true });
const shifts = many(odds, 4);

const batches: fc.Arbitrary<FindingBatch> = fc
  .record({
    ageDays: many(fc.nat(900), ROWS),
    exploit: fc.record({
      baseline: odds,
      columns: fc.array(column, { maxLength: 3 }),
      shift: shifts,
    }),
    state: codes(5),
    planned: many(fc.integer({ min: -200, max: 400 }), ROWS),
    disclosure: fc.record({ baseline: odds, columns: many(column, 1) }),
    late: fc.record({
      columns: fc.array(column, { maxLength: 1 }),
      link: fc.constantFrom(undefined, 'logistic' as const, 'log' as const),
    }),
    lateShift: shifts,
    delayCodes: codes(2),
    one: hazard,
    two: many(hazard, 3),
    reach: many(column, 2),
    impactCodes: codes(5),
    cvss: many(chance, 5),
    criticality: many(chance, 5),
    safety: many(chance, 5),
  })
  .map(given => ({
    count: ROWS,
    ageDays: Uint16Array.from(given.ageDays),
    exploit: {
      ...given.exploit,
      bins: {
        fromDay: [0, 1, 8, 29],
        rowDays: [1, 7, 21, 28],
        shift: given.exploit.shift,
      },
    },
    fix: {
      state: given.state,
      plannedInDays: Int16Array.from(given.planned),
      disclosure: given.disclosure,
      late: {
        baseline: -1,
        columns: given.late.columns,
        bins: {
          link: given.late.link,
          fromDay: [0, 28, 84, 364],
          rowDays: [14, 14, 14, 14],
          shift: given.lateShift,
        },
        oldestAgeDays: 854,
      },
      announced: {
        bins: {
          fromDay: [-32768, 0, 14, 70],
          rowDays: [7, 7, 7, 7],
          shift: [
            -Infinity,
            ...[0.05, 0.2, 0.05].map(q => Math.log(q / (1 - q))),
          ],
        },
        earlyDays: 14,
      },
      reversalAnnualProbability: 0.01,
    },
    delay: {
      codes: given.delayCodes,
      components: [
        [{ weight: 1, weeklyHazard: given.one }],
        given.two.map(weeklyHazard => ({ weight: 1 / 3, weeklyHazard })),
      ],
    },
    reach: { columns: given.reach, maximum: 0.5 },
    impact: {
      cvssCodes: given.impactCodes,
      cvssImpact: Float64Array.from(given.cvss),
      deviceCodes: given.impactCodes,
      criticality: Float64Array.from(given.criticality),
      safety: Float64Array.from(given.safety),
    },
  }));

/** One row by the functions for single findings. */
function scoreRow(batch: FindingBatch, row: number) {
  const { exploit, fix, delay, reach, impact } = batch;
  const sum = (of: FindingBatch['fix']['disclosure']) =>
    of.columns.reduce(
      (total, { codes: own, logOdds }) => total + logOdds[own[row]],
      of.baseline,
    );
  const ageHazard = (bins: typeof exploit.bins, x: number) =>
    AgeHazard.create(
      bins.fromDay.map((fromDay, bin) => ({
        fromDay,
        rowDays: bins.rowDays[bin],
      })),
      bins.shift.map(shift =>
        bins.link === 'log'
          ? -Math.expm1(-Math.exp(x + shift))
          : sigmoid(x + shift),
      ),
    );
  const age = batch.ageDays[row];
  const begins = ageHazard(exploit.bins, sum(exploit));
  const begin = WEEKS.map(week => 1 - begins.survival(age + 7 * week - 7, 7));
  const late = ageHazard(fix.late.bins, sum(fix.late));
  const capped = Math.min(age, fix.late.oldestAgeDays);
  const forms: ((days: number) => number)[] = [
    () => 0,
    days => announcedFixSurvival(fix.plannedInDays[row], days),
    days => late.survival(capped, days),
    days => Math.pow(1 - fix.reversalAnnualProbability, days / 365),
    days =>
      (1 - sigmoid(sum(fix.disclosure))) * late.survival(0, capped + days),
  ];
  const survival = WEEKS.map(week => forms[fix.state[row]](7 * week));
  const patch = waitPatchHazard(survival, delay.components[delay.codes[row]]);
  const hit = hitProbability(
    begin,
    patch,
    Math.min(reach.maximum, sigmoid(sum({ ...reach, baseline: 0 }))),
  );
  const device = impact.deviceCodes[row];
  return {
    hit,
    exploited: exploitedBeforePatchProbability(begin, patch),
    loss: lossOf(
      hit,
      impactOf(
        {
          criticality: impact.criticality[device],
          safety: impact.safety[device],
        },
        impact.cvssImpact[impact.cvssCodes[row]],
      ),
    ),
  };
}

const columnsOf = (rows: number) => ({
  hitProbability: new Float64Array(rows),
  exploitedBeforePatchProbability: new Float64Array(rows),
  loss: new Float64Array(rows),
});

describe('a batch', () => {
  it('comes to what the functions for single findings come to, to 1e-12', () => {
    fc.assert(
      fc.property(batches, batch => {
        const out = columnsOf(ROWS);
        BatchScorer.create(batch).score(out);
        for (let row = 0; row < ROWS; row++) {
          const { hit, exploited, loss } = scoreRow(batch, row);
          expect(Math.abs(out.hitProbability[row] - hit)).toBeLessThan(1e-12);
          expect(
            Math.abs(out.exploitedBeforePatchProbability[row] - exploited),
          ).toBeLessThan(1e-12);
          // L magnifies the last digits of a chance close to 1.
          expect(
            Math.abs(Math.expm1(-out.loss[row]) - Math.expm1(-loss)),
          ).toBeLessThan(1e-12);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives a row the same numbers wherever it stands', () => {
    const [batch] = fc.sample(batches, { numRuns: 1, seed: 4 });
    const whole = columnsOf(ROWS);
    BatchScorer.create(batch).score(whole);
    const parts = columnsOf(ROWS);
    const scorer = BatchScorer.create(batch);
    scorer.score(parts, 7, ROWS);
    scorer.score(parts, 0, 7);
    expect(parts).toEqual(whole);
  });

  it('refuses columns that are too short and codes that point at nothing, by name and row', () => {
    const [batch] = fc.sample(batches, { numRuns: 1, seed: 4 });
    const score = (change: Partial<FindingBatch>) =>
      BatchScorer.create({ ...batch, ...change }).score(columnsOf(ROWS));
    const wrong = (own: Uint8Array, code: number) => {
      const copy = own.slice();
      copy[3] = code;
      return copy;
    };
    expect(() => score({ ageDays: new Uint16Array(2) })).toThrow(/ageDays/);
    expect(() =>
      score({ fix: { ...batch.fix, state: wrong(batch.fix.state, 5) } }),
    ).toThrow(/fix\.state\[3\].*5/);
    expect(() =>
      score({ delay: { ...batch.delay, codes: wrong(batch.delay.codes, 2) } }),
    ).toThrow(/delay\.codes\[3\]/);
    expect(() =>
      score({
        impact: {
          ...batch.impact,
          cvssCodes: wrong(batch.impact.cvssCodes, 9),
        },
      }),
    ).toThrow(/impact\.cvssCodes\[3\]/);
    expect(() =>
      score({
        impact: { ...batch.impact, safety: new Float64Array(5).fill(NaN) },
      }),
    ).toThrow(/row 0/);
  });
});
