import { fitOtDisclosure } from '../../../src/forecast/fix/fitOtDisclosure';
import {
  OT_ADVISORY_OPTIONS,
  OT_PRODUCT_LIST_OPTIONS,
} from '../../../src/forecast/fix/fitOtFixModel';
import { OtDisclosure } from '../../../src/forecast/fix/OtDisclosure';
import { cvssBaseScore } from '../../../src/forecast/features/cvssBaseScore';
import { parseCvss } from '../../../src/forecast/features/parseCvss';
import type { CardSection } from '../families/CardSection';
import type { FigureTable } from '../families/FigureTable';
import { groupTable } from '../families/groupTable';
import { probabilityTable } from '../families/probabilityTable';
import { lateFixTable } from './lateFixTable';
import { otBaselines } from './otBaselines';
import { otFixRows, type OtFixRow, type OtTextView } from './otFixRows';
import { otLateSpells } from './otLateSpells';
import { otProductListRows } from './otProductListRows';
import { otTrainingRows } from './otTrainingRows';
import { rhythmTable } from './rhythmTable';

const SEED = 20230101;
/** Rows of an advisory that are tested in each view; the largest has 2,000. */
const TEST_LIMIT = 60;
const YEARS = [2021, 2022, 2023];
const VIEWS: Record<OtTextView, string> = {
  product: 'the product and its versions',
  advisory: 'all products of the advisory',
  table: 'text of the ICS Advisory Project',
  none: 'no product text',
  bare: 'no product text, no product name',
};
const FIGURES = ['AUC', 'Brier', 'ECE', 'expected / observed'] as const;

/** Rolling origins by year, and held-out product histories. */
export async function backtestFixOt(
  progress: (line: string) => void,
): Promise<CardSection> {
  const training = otTrainingRows();
  const all = otFixRows({
    views: Object.keys(VIEWS) as OtTextView[],
    limit: TEST_LIMIT,
    seed: SEED,
  });
  const tables: FigureTable[] = [];
  const groups: FigureTable[] = [];
  const heldOut: { row: OtFixRow; probability: number }[] = [];
  for (const year of YEARS) {
    progress(`advisories before ${year}`);
    const train = training.advisories.filter(row => row.released < `${year}`);
    const model = new OtDisclosure(fitOtDisclosure(train, OT_ADVISORY_OPTIONS));
    for (const view of Object.keys(VIEWS) as OtTextView[]) {
      const test = all.filter(
        row => row.view === view && row.released.startsWith(`${year}`),
      );
      const title = `Fix at disclosure, advisories of ${year}, ${VIEWS[view]}`;
      const probabilities = test.map(row => model.probability(row.fixCase));
      tables.push(
        table({ title, test, train: ofView(train, view), probabilities }),
      );
      if (view === 'product') {
        const asked = test.flatMap((row, index) =>
          row.isUnstated ? [{ row, probability: probabilities[index] }] : [],
        );
        tables.push(
          table({
            title: `Fix at disclosure, advisories of ${year}, as the product asks: no remediation says fix or none`,
            test: weighAgain(asked.map(({ row }) => row)),
            train: ofView(train, view),
            probabilities: asked.map(({ probability }) => probability),
          }),
        );
        for (const [index, row] of test.entries()) {
          heldOut.push({ row, probability: probabilities[index] });
        }
      }
    }
  }
  const groupings: [string, (row: OtFixRow) => string][] = [
    ['vendor', row => row.fixCase.vendor?.trim() ?? 'not named'],
    ['severity', severityOf],
    ['year', row => row.released.slice(0, 4)],
  ];
  for (const [name, groupOf] of groupings) {
    groups.push(
      groupTable({
        title: `Fix at disclosure with product text, by ${name}`,
        rows: heldOut.map(({ row }) => asHeldOut(row)),
        probabilities: heldOut.map(({ probability }) => probability),
        groupOf: index => groupOf(heldOut[index].row),
        seed: SEED,
      }),
    );
  }
  progress('product lists');
  tables.push(...productListTables(training.productLists));
  progress('late fixes');
  const spells = otLateSpells();
  tables.push(lateFixTable(spells));
  progress('days of publication');
  tables.push(rhythmTable());
  return {
    title: 'Fixes of OT advisories',
    purpose:
      'The chance that a product of an OT advisory has a fix on the day of disclosure, and later. Abstains where days past disclosure matter and no late fix of the vendor was ever observed.',
    data: [
      {
        name: 'CSAF advisories',
        rows: all.filter(row => row.view === 'none').length,
        from: all[0].released,
        to: all[all.length - 1].released,
        provenance:
          'cisagov/CSAF at 6960219fd4e6, each document as of 2024-10-24; rows that say neither fix nor none are left out',
        licence: 'US Government work; text by Siemens under its terms of use',
      },
      {
        name: 'Product histories',
        rows: spells.length,
        from: '2011-08-31',
        to: '2026-08-13',
        provenance:
          'ICS Advisory Project at 776ee4460dea, advisories with an even number, without 2024',
        licence: 'ODbL-1.0; the coefficients stay under it',
      },
    ],
    splits: [
      'Rolling origin: trained on advisories released before 1 January of 2021, 2022 and 2023, tested on those of that year; each advisory weighs 1.',
      'Product lists: trained on half of the advisories (by number), tested on those of the other half released from 2025 on; and trained before 2024, tested from 2025 on.',
      'Late fixes: trained on what was seen before 2022-09-01, tested on the 90 days after.',
      'Days of publication: learned on the days of release and revision before the split, measured on later ones.',
    ],
    tables,
    groups,
    weaknesses: [
      'A document holds its latest revision: a fix that came later counts as one at disclosure.',
      'Vendors that have no earlier advisory and name single versions are forecast too high.',
      'On advisories that say fix or none by no category of a remediation, which is where the product asks, it is little better than a table of rates.',
      'The share of fixes at disclosure fell from year to year until 2023, and forecasts ran high each year.',
      'The evidence about late fixes is a few dozen advisories, nearly all of one vendor.',
      'The days of publication are those of CISA, which publishes on Tuesdays and Thursdays; a vendor’s own feed may come some days earlier.',
      'How well announced dates are kept is an assumption: the data names 31 dates and hardly any outcome. An organisation’s own record can replace it.',
    ],
    page: 'fix-ot.md',
  };
}

function productListTables(rows: readonly OtFixRow[]): FigureTable[] {
  const tests = otProductListRows({ limit: Number.POSITIVE_INFINITY }).filter(
    row => row.released >= '2025',
  );
  const half = (row: OtFixRow) => (Number(row.advisory.slice(-1)) / 2) % 2;
  const fitOn = (isTrain: (row: OtFixRow) => boolean) =>
    new OtDisclosure(
      fitOtDisclosure(rows.filter(isTrain), OT_PRODUCT_LIST_OPTIONS),
    );
  const halves = [0, 1].map(part => fitOn(row => half(row) !== part));
  const earlier = fitOn(row => row.released < '2024');
  const tables: FigureTable[] = [];
  for (const view of ['none', 'table'] as const) {
    const test = tests.filter(row => row.view === view);
    const train = ofView(rows, view);
    tables.push(
      table({
        title: `Fixed version in the product list, other half of 2025–2026, ${VIEWS[view]}`,
        test,
        train,
        trainOf: row => train.filter(each => half(each) !== half(row)),
        probabilities: test.map(row =>
          halves[half(row)].probability(row.fixCase),
        ),
      }),
      table({
        title: `Fixed version in the product list, 2025–2026 after training before 2024, ${VIEWS[view]}`,
        test,
        train: train.filter(row => row.released < '2024'),
        probabilities: test.map(row => earlier.probability(row.fixCase)),
      }),
    );
  }
  return tables;
}

function table(options: {
  title: string;
  test: readonly OtFixRow[];
  train: readonly OtFixRow[];
  probabilities: readonly number[];
  /** Training rows of the baselines where they differ by test row. */
  trainOf?: (row: OtFixRow) => readonly OtFixRow[];
}): FigureTable {
  const { title, test, train, probabilities, trainOf } = options;
  const fitted = new Map<string, ReturnType<typeof otBaselines>>();
  const baselinesOf = (row: OtFixRow) => {
    const key = trainOf ? row.advisory.slice(-1) : '';
    const known = fitted.get(key) ?? otBaselines(trainOf?.(row) ?? train);
    fitted.set(key, known);
    return known;
  };
  const names = otBaselines(train).map(({ name }) => name);
  return probabilityTable({
    title,
    rows: test.map(asHeldOut),
    forecasts: [
      { name: 'boosted trees', kind: 'model', probabilities },
      ...names.map((name, index) => ({
        name,
        kind: 'baseline' as const,
        probabilities: test.map(row =>
          baselinesOf(row)[index].probability(row),
        ),
      })),
    ],
    figures: FIGURES,
    seed: SEED,
    note: 'Each advisory weighs 1.',
  });
}

/** Rows of a part of the advisories, each of which weighs 1 again. */
function weighAgain(rows: readonly OtFixRow[]): OtFixRow[] {
  const counts = new Map<string, number>();
  for (const { advisory } of rows) {
    counts.set(advisory, (counts.get(advisory) ?? 0) + 1);
  }
  return rows.map(row => ({
    ...row,
    weight: 1 / (counts.get(row.advisory) ?? 1),
  }));
}

function ofView(rows: readonly OtFixRow[], view: OtTextView): OtFixRow[] {
  return rows.filter(row => row.view === view);
}

function asHeldOut(row: OtFixRow) {
  return {
    outcome: row.hasFix ? (1 as const) : (0 as const),
    cluster: row.advisory,
    weight: row.weight,
  };
}

function severityOf(row: OtFixRow): string {
  const { cvssVector } = row.fixCase;
  const score = cvssVector ? cvssBaseScore(parseCvss(cvssVector)) : undefined;
  if (score === undefined) {
    return 'not scored';
  }
  return ['low', 'medium', 'high', 'critical'][
    Number(score >= 4) + Number(score >= 7) + Number(score >= 9)
  ];
}
