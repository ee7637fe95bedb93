import {
  type Command,
  createProgress,
  CsvWriter,
  openCsv,
  readDayOption,
  readOptions,
} from '@internal/command-line';
import { forecastBackportCase } from '../../../src/forecast/backport/forecastBackportCase';
import { shippedBackportModel } from '../../../src/forecast/backport/shippedBackportModel';
import type {
  FixCase,
  FixEcosystem,
} from '../../../src/forecast/cases/FixCase';
import type { FixCaseForecast } from '../../../src/forecast/cases/FixCaseForecast';
import { forecastErratumCase } from '../../../src/forecast/erratum/forecastErratumCase';
import { shippedErratumModel } from '../../../src/forecast/erratum/shippedErratumModel';
import { forecastAdvisoryCase } from '../../../src/forecast/fix/forecastAdvisoryCase';
import { shippedOtFixModel } from '../../../src/forecast/fix/shippedOtFixModel';
import { CASE_COLUMNS, readFixCase } from '../fix/readFixCase';

const OUT_COLUMNS = [
  'case_id',
  'p_fixed_0d',
  'p_fixed_7d',
  'p_fixed_30d',
  'p_fixed_90d',
  'p_fixed_180d',
  'p_fixed_365d',
  'median_days',
  'lower80_days',
  'upper80_days',
  'abstain',
  'reason',
] as const;
const DAYS = [0, 7, 30, 90, 180, 365];
/** Warnings of one kind that are told in full; the rest is counted. */
const TOLD = 5;

const FORECASTS: Record<
  FixEcosystem,
  {
    forecast: (fixCase: FixCase, asOf: string) => FixCaseForecast;
    trainedUntil: string;
  }
> = {
  'ot-advisory': {
    forecast: (fixCase, asOf) =>
      forecastAdvisoryCase(fixCase, { asOf, days: DAYS }),
    trainedUntil: [
      shippedOtFixModel.advisories.trainedUntil,
      shippedOtFixModel.productLists.trainedUntil,
      shippedOtFixModel.late.trainedUntil,
    ].sort()[2],
  },
  openembedded: {
    forecast: (fixCase, asOf) =>
      forecastBackportCase(fixCase, { asOf, days: DAYS }),
    trainedUntil: shippedBackportModel.asOf,
  },
  almalinux: {
    forecast: (fixCase, asOf) =>
      forecastErratumCase(fixCase, { asOf, days: DAYS }),
    trainedUntil: shippedErratumModel.asOf,
  },
};

/** Forecasts when each case of a table has a fix. */
export const forecastFix: Command = {
  name: 'forecast-fix',
  summary: 'forecasts when cases of a table have a fix',
  usage: `Usage: npm run --silent model -- forecast-fix --cases CASES.csv --as-of YYYY-MM-DD --out OUT.csv

CASES columns, cells empty where unknown (case_id and ecosystem are not):
  ${CASE_COLUMNS.join(',')}
  ecosystem is one of ot-advisory, openembedded, almalinux; cwe may hold several, ; between.
  The clock starts at disclosed, for openembedded at upstream_fixed.

OUT columns:
  ${OUT_COLUMNS.join(',')}
  p_fixed_Nd is the chance that a fix exists at the end of day N, without condition.
  Days are empty where the curve does not come that far. Where abstain is true,
  reason tells why the numbers rest on no evidence about the case.

  --cases  the table; .gz is unpacked; rows are read as they come, any number of them
  --as-of  last day whose data a feature may use; a warning tells where a model
           was trained on later days
  --out    the table to write; it appears when all rows are done

A CVSS vector that cannot be read counts as unknown, with a warning. Any other
wrong cell (NaN, a date outside of 1980 to 2100), a missing column and a case_id
that comes twice end the command with exit code 1. The error names row and
column, and nothing is written to OUT.
`,
  async run(commandArguments, io) {
    const options = readOptions(commandArguments, {
      required: ['cases', 'as-of', 'out'],
    });
    const asOf = readDayOption('as-of', options['as-of']);
    const { rows } = await openCsv(io.resolvePath(options.cases), {
      required: CASE_COLUMNS,
      unique: 'case_id',
    });
    const progress = createProgress(io, { what: 'cases' });
    const warned = new Set<FixEcosystem>();
    let unread = 0;
    const warn = (problem: string) => {
      unread++;
      if (unread <= TOLD) {
        io.progress(`Warning: ${problem}`);
      }
    };
    await CsvWriter.write({
      path: io.resolvePath(options.out),
      columns: OUT_COLUMNS,
      work: async writer => {
        for await (const row of rows) {
          const { caseId, fixCase } = readFixCase(row, warn);
          const { ecosystem } = fixCase;
          const { forecast, trainedUntil } = FORECASTS[ecosystem];
          if (trainedUntil > asOf && !warned.has(ecosystem)) {
            warned.add(ecosystem);
            io.progress(
              `Warning: the model of ${ecosystem} was trained on data until ${trainedUntil}, later than --as-of ${asOf}`,
            );
          }
          await writer.row(outRow(caseId, forecast(fixCase, asOf)));
          progress.count();
        }
      },
    });
    if (unread > TOLD) {
      io.progress(`Warning: ${unread} CVSS vectors could not be read in all`);
    }
    progress.end();
  },
};

function outRow(caseId: string, forecast: FixCaseForecast) {
  const [p0, p7, p30, p90, p180, p365] = forecast.fixedProbabilities.map(
    chance => Number(chance.toFixed(6)),
  );
  return {
    case_id: caseId,
    p_fixed_0d: p0,
    p_fixed_7d: p7,
    p_fixed_30d: p30,
    p_fixed_90d: p90,
    p_fixed_180d: p180,
    p_fixed_365d: p365,
    median_days: forecast.medianDays,
    lower80_days: forecast.lower80Days,
    upper80_days: forecast.upper80Days,
    abstain: forecast.abstained !== undefined,
    reason: forecast.abstained,
  };
}
