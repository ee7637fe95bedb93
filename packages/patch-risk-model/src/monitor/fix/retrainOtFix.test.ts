import { shippedOtFixModel } from '../../forecast/fix/shippedOtFixModel';
import type { OtFixModel } from '../../forecast/fix/OtFixModel';
import { createRandom } from '../../learn/createRandom';
import type { DatedFixCase } from './DatedFixCase';
import type { DatedFixWatch } from './DatedFixWatch';
import { otFixOutcomes } from './otFixOutcomes';
import { retrainOtFix } from './retrainOtFix';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2024-01-01');
const dayOf = (count: number) =>
  new Date(FIRST_DAY + count * DAY_MS).toISOString().slice(0, 10);

/** Advisories of 600 days; `sure` of those on a gateway offer a fix, and few of the others. */
function drawCases(seed: number, sure = 0.95): DatedFixCase[] {
  const random = createRandom(seed);
  return Array.from({ length: 500 }, (_, index) => {
    const released = dayOf(Math.floor(random() * 600));
    const isGateway = random() < 0.6;
    const product = isGateway ? 'Gateway' : 'Panel';
    return {
      advisory: `a${index}`,
      released,
      knownOn: released,
      hasFix: random() < (isGateway ? sure : 0.2),
      fixCase: {
        ecosystem: 'ot-advisory',
        vendor: 'Acme',
        product,
        disclosed: released,
        cwes: ['CWE-78'],
        sectors: [],
        productsAffectedText: `${product}: ${
          isGateway ? '< 2.1' : 'All versions'
        }`,
      },
    };
  });
}

/** Products without a fix, of which one in three gets it after a month. */
function drawWatches(): DatedFixWatch[] {
  return Array.from({ length: 120 }, (_, index) => {
    const open = (index * 5) % 540;
    const isFixed = index % 3 === 0;
    return {
      advisory: `w${index}`,
      vendor: 'Acme',
      releasedOn: dayOf(open),
      openOn: dayOf(open),
      ...(isFixed
        ? { fixedOn: dayOf(open + 30), fixKnownOn: dayOf(open + 30) }
        : {}),
    };
  });
}

/** The shipped model as if it had been trained before the first day. */
const old: OtFixModel = {
  ...shippedOtFixModel,
  version: 'old',
  advisories: { ...shippedOtFixModel.advisories, trainedUntil: '2023-12-31' },
  late: { ...shippedOtFixModel.late, trainedUntil: '2023-12-31' },
};

const asked = {
  watches: [],
  champion: old,
  version: 'new',
  asOf: dayOf(600),
  seed: 1,
};

describe('retrainOtFix', () => {
  it('takes over the part that learned what the live one does not know, and only that', () => {
    const retrained = retrainOtFix({ ...asked, cases: drawCases(2) });
    expect(retrained).toMatchObject({
      promote: true,
      challenger: { version: 'new', late: old.late },
      parts: {
        atDisclosure: { promote: true, verdict: { promote: true } },
        late: {
          promote: false,
          reason: expect.stringContaining('at least 10'),
        },
      },
    });
    expect(retrained.newestTrainingDay <= dayOf(510)).toBe(true);
    expect(retrained.challenger?.productLists).toBe(old.productLists);
  });

  it('keeps the live model where both know the same', () => {
    const cases = drawCases(2);
    const { challenger } = retrainOtFix({ ...asked, cases });
    const again = retrainOtFix({
      ...asked,
      cases,
      champion: {
        ...challenger!,
        advisories: { ...challenger!.advisories },
      },
      version: 'again',
    });
    expect(again).toMatchObject({
      promote: false,
      reason: expect.stringContaining('within chance'),
      challenger: { version: 'again' },
    });
  });

  it('learns nothing from what was told after the first judged day', () => {
    const cases = drawCases(3);
    const one = retrainOtFix({ ...asked, cases, watches: drawWatches() });
    const other = retrainOtFix({
      ...asked,
      cases: cases.map(each =>
        each.released > dayOf(510) ? { ...each, hasFix: !each.hasFix } : each,
      ),
      watches: drawWatches().map(watch =>
        watch.fixKnownOn !== undefined && watch.fixKnownOn > dayOf(509)
          ? { ...watch, fixedOn: undefined, fixKnownOn: undefined }
          : watch,
      ),
    });
    expect(one.parts.atDisclosure.advisories).toBe(
      other.parts.atDisclosure.advisories,
    );
    expect(one.promote).toBe(true);
    expect(other.parts.atDisclosure.promote).toBe(false);
    const told = cases.map(each => ({ ...each, knownOn: dayOf(599) }));
    expect(retrainOtFix({ ...asked, cases: told }).reason).toContain(
      '0 advisories until',
    );
  });

  it('judges late fixes on products that were open 91 days before', () => {
    const { parts, challenger } = retrainOtFix({
      ...asked,
      cases: [],
      watches: drawWatches(),
    });
    expect(parts.late.verdict).toBeDefined();
    expect(parts.late.advisories).toBeGreaterThan(80);
    expect(challenger?.advisories).toBe(old.advisories);
    expect(
      retrainOtFix({
        ...asked,
        cases: [],
        watches: drawWatches(),
        champion: shippedOtFixModel,
      }).parts.late.reason,
    ).toContain('the live model was trained until');
  });

  it('says what it lacks', () => {
    expect(
      retrainOtFix({ ...asked, cases: drawCases(2).slice(0, 150) }),
    ).toEqual({
      promote: false,
      reason: expect.stringMatching(
        /^Fix at disclosure: \d+ advisories until .* at least 200.*Late fixes: 0 of 0/,
      ),
      newestTrainingDay: '2023-12-31',
      parts: expect.anything(),
    });
    expect(
      retrainOtFix({ ...asked, cases: drawCases(2), asOf: dayOf(800) }).reason,
    ).toContain('no advisory was released after');
  });
});

describe('otFixOutcomes', () => {
  it('gives each advisory a weight of one in each of four views', () => {
    const [first] = drawCases(1);
    const rows = otFixOutcomes(
      Array.from({ length: 50 }, (_, index) => ({
        ...first,
        fixCase: { ...first.fixCase, productsAffectedText: `P${index}: < 2` },
      })),
    );
    expect(rows).toHaveLength(160);
    const total = rows.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeCloseTo(4, 9);
    expect(rows.filter(({ isHistory }) => isHistory)).toHaveLength(40);
    expect(rows[1].fixCase.productsAffectedText).toContain('P49: < 2');
    expect(rows[3].fixCase).toMatchObject({ product: undefined });
  });
});
