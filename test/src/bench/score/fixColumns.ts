import type {
  CodedColumn,
  FindingBatch,
  FixForecastInput,
} from '@patch-risk/model';
import { forecastFix } from '@patch-risk/model';
import { WeeklyRatios } from '@patch-risk/model/src/exposure/batch/WeeklyRatios';
import { shippedFixModel } from '@patch-risk/model/src/forecast/shippedFixModel';
import { choices } from './choices';
import { dayFrom, describeFinding } from './describeFinding';
import type { FindingCodes } from './FindingCodes';
import { forecastColumns, REFERENCE_INPUT, total } from './forecastColumns';
import { lateForms } from './lateForms';

type Late = FindingBatch['fix']['late'];

const logOdds = (change: Partial<FixForecastInput>) =>
  total(forecastFix({ ...REFERENCE_INPUT, state: 'unknown', ...change }).terms);

function sumOf(columns: readonly CodedColumn[], row: number): number {
  return columns.reduce(
    (sum, { codes, logOdds: terms }) => sum + terms[codes[row]],
    0,
  );
}

/** The form of the late hazard that the product's function follows, for every vendor and several ages. */
function lateOf(codes: FindingCodes): Late {
  const late = lateForms(codes).find(form => {
    const ratios = WeeklyRatios.create(form.bins);
    return choices.vendor.every((vendor, code) =>
      [0, 20, 100, 500, 2_000].every(age => {
        const value = form.columns.reduce(
          (sum, { logOdds: terms }) => sum + terms[code],
          form.baseline,
        );
        const { survival } = forecastFix({
          ...REFERENCE_INPUT,
          vendor,
          state: 'none_available',
          disclosedOn: dayFrom(-age),
        });
        const ratio = ratios.fill(value, Math.min(age, form.oldestAgeDays));
        let missing = 1;
        return survival.every((expected, week) => {
          missing *= ratio ?? ratios.values[week];
          return Math.abs(missing - expected) < 1e-12;
        });
      }),
    );
  });
  if (!late) {
    throw new Error(
      'The shipped fix model has a late hazard that no column expresses; add its form to lateForms.ts',
    );
  }
  return late;
}

/**
 * The chance of a fix at disclosure, as a sum of columns. A model that is no such sum (boosted trees) is asked once for each
 * vulnerability instead, as that chance is fixed on the day of disclosure.
 */
function disclosureOf(
  codes: FindingCodes,
  late: Late,
): FindingBatch['fix']['disclosure'] {
  const columns = forecastColumns(codes, logOdds);
  const baseline = logOdds({});
  const isSum = Array.from({ length: Math.min(50, codes.state.length) }).every(
    (_, row) => {
      const { fix } = describeFinding(codes, row);
      const expected = logOdds({ ...fix, state: 'unknown' });
      return Math.abs(baseline + sumOf(columns, row) - expected) < 1e-9;
    },
  );
  if (isSum) {
    return { baseline, columns };
  }
  const ratios = WeeklyRatios.create(late.bins);
  const distinct = codes.vulnerability.reduce(
    (most, code) => Math.max(most, code),
    0,
  );
  const ofVulnerability = Float64Array.from(
    { length: distinct + 1 },
    (_, row) => {
      const { fix } = describeFinding(codes, row);
      const value = late.baseline + sumOf(late.columns, row);
      const age = Math.min(codes.ageDays[row], late.oldestAgeDays);
      const first = ratios.fill(value, age) ?? ratios.values[0];
      const lateMissing = Math.exp(ratios.logSurvival(value, age)) * first;
      const [missing] = forecastFix({ ...fix, state: 'unknown' }).survival;
      return Math.log(lateMissing / missing - 1);
    },
  );
  return {
    baseline: 0,
    columns: [{ codes: codes.vulnerability, logOdds: ofVulnerability }],
  };
}

/** The fix forecast in columns, with the form of the shipped models. */
export function fixColumns(codes: FindingCodes): FindingBatch['fix'] {
  const late = lateOf(codes);
  const chance = (value: number) => Math.log(value / (1 - value));
  return {
    state: codes.state,
    plannedInDays: codes.plannedInDays,
    disclosure: disclosureOf(codes, late),
    late,
    announced: {
      // docs/models.md: nothing earlier than 14 days before the date, then 5, 20 and 5 % a week.
      bins: {
        fromDay: [-32768, 0, 14, 70],
        rowDays: [7, 7, 7, 7],
        shift: [-Infinity, chance(0.05), chance(0.2), chance(0.05)],
      },
      earlyDays: 14,
    },
    reversalAnnualProbability: shippedFixModel.reversalAnnualProbability,
  };
}
