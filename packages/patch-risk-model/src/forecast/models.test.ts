import { existsSync } from 'node:fs';
import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import type { BacktestTable } from '../../scripts/model/BacktestTable';
import { backtestFix } from '../../scripts/model/backtestFix';
import { createRandom } from '../../scripts/model/createRandom';
import { DATA_DIRECTORY } from '../../scripts/model/dataDirectory';
import { fitLogistic } from '../../scripts/model/fitLogistic';
import { fixRows, lateFixRows } from '../../scripts/model/fixRows';
import { logOddsTerms } from './logistic/logOddsTerms';
import { sigmoid } from './logistic/sigmoid';
import { shippedFixModel } from './shippedFixModel';

const CEILING = 0.08;
const haveData = existsSync(DATA_DIRECTORY);

describe('shipped models', () => {
  it.each([
    ['fix at disclosure', shippedFixModel.atDisclosure],
    ['late fix', shippedFixModel.late],
  ])('serve what the library computes from the %s JSON', (_name, model) => {
    const library = LogisticRegression.load(
      // The library replaces the classifiers inside of what it is given.
      structuredClone(model.library),
    );
    const random = createRandom(5);
    for (let draw = 0; draw < 50; draw++) {
      const standardised = model.featureNames.map(() => random() * 6 - 3);
      const values = Object.fromEntries(
        model.featureNames.map((name, index) => [
          name,
          model.means[index] + standardised[index] * model.scales[index],
        ]),
      );
      let logOdds = -model.interceptShift;
      for (const term of logOddsTerms(model, values)) {
        logOdds += term.logOdds;
      }
      const [expected] = library.classifiers[0].testScores(
        new Matrix([[1, ...standardised]]),
      );
      expect(Math.abs(sigmoid(logOdds) - expected)).toBeLessThan(1e-9);
    }
  });

  it('refuse to be trained on rows of one class', () => {
    expect(() =>
      fitLogistic({
        rows: [{ values: { a: 1 }, label: 1, cluster: 'one' }],
        featureNames: ['a'],
        stepsToTry: [10],
        seed: 1,
      }),
    ).toThrow('both classes');
  });

  if (!haveData) {
    it.skip('are calibrated on the later data: ../shared/data is not there', () => {});
    return;
  }

  it('are calibrated on the later data (ECE at most 0.08)', () => {
    const fix = backtestFix(shippedFixModel, fixRows(), lateFixRows());
    const eces = [
      figures(fix, 'fix at disclosure: model, each advisory once').ece,
      figures(fix, 'fix at disclosure: model, at most 10 rows each').ece,
      figures(fix, 'late fix: model').ece,
    ];
    expect(Math.max(...eces)).toBeLessThanOrEqual(CEILING);
  }, 120_000);
});

function figures(table: BacktestTable, name: string) {
  const row = table.find(each => each.name === name);
  if (!row) {
    throw new Error(`No row ${name}`);
  }
  return row.figures;
}
