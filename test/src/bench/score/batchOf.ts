import {
  attackVectorLogOdds,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceReach,
  forecastExploit,
  forecastFix,
  readCvssVector,
} from '@patch-risk/model';
import type {
  CodedColumn,
  ExploitForecastInput,
  FindingBatch,
  FixForecastInput,
  ForecastTerm,
} from '@patch-risk/model';
import { shippedExploitModel } from '@patch-risk/model/src/forecast/shippedExploitModel';
import { shippedFixModel } from '@patch-risk/model/src/forecast/shippedFixModel';
import { choices } from './choices';
import { AS_OF, dayFrom } from './describeFinding';
import type { FindingCodes } from './FindingCodes';

const REFERENCE = {
  attackVector: 'N',
  attackComplexity: 'L',
  privileges: 'N',
  interaction: 'N',
  scope: 'U',
  confidentiality: 'H',
  integrity: 'H',
  availability: 'H',
};
type Metrics = typeof REFERENCE;

function spell(change: Partial<Metrics>): string {
  const of = { ...REFERENCE, ...change };
  return `CVSS:3.1/AV:${of.attackVector}/AC:${of.attackComplexity}/PR:${of.privileges}/UI:${of.interaction}/S:${of.scope}/C:${of.confidentiality}/I:${of.integrity}/A:${of.availability}`;
}

const total = (terms: readonly ForecastTerm[]) =>
  terms.reduce((sum, { logOdds }) => sum + logOdds, 0);

/** Columns of the inputs that both forecasts share, by what each code adds to the log-odds of the reference. */
function forecastColumns(
  codes: FindingCodes,
  logOdds: (change: Partial<ExploitForecastInput>) => number,
): CodedColumn[] {
  const base = logOdds({});
  const column = (
    of: Uint8Array,
    changes: readonly Partial<ExploitForecastInput>[],
  ): CodedColumn => ({
    codes: of,
    logOdds: Float64Array.from(changes, change => logOdds(change) - base),
  });
  const metric = (
    name: Exclude<keyof Metrics, 'attackVector' | 'privileges'>,
    values: readonly string[],
  ) =>
    column(
      codes[name],
      values.map(value => ({ cvssVector: spell({ [name]: value }) })),
    );
  // One column for both, as a model may ask for a network path without privileges.
  const access = column(codes.access, [
    ...choices.attackVector.flatMap(attackVector =>
      choices.privileges.map(privileges => ({
        cvssVector: spell({ attackVector, privileges }),
      })),
    ),
    { cvssVector: undefined },
  ]);
  const all = [
    access,
    metric('attackComplexity', choices.attackComplexity),
    metric('interaction', choices.interaction),
    metric('scope', choices.scope),
    metric('confidentiality', choices.level),
    metric('integrity', choices.level),
    metric('availability', choices.level),
    column(
      codes.score,
      Array.from({ length: 101 }, (_, tenths) => ({
        cvssBaseScore: tenths / 10,
      })),
    ),
    column(
      codes.weakness,
      choices.weakness.map(cwes => ({ cwes })),
    ),
    column(
      codes.vendor,
      choices.vendor.map(vendor => ({ vendor })),
    ),
  ];
  return all.filter(({ logOdds: terms }) => terms.some(term => term !== 0));
}

const REFERENCE_INPUT: ExploitForecastInput = {
  cvssVector: spell({}),
  cvssBaseScore: 5,
  cwes: [],
  vendor: undefined,
  disclosedOn: AS_OF,
  asOf: AS_OF,
};

function exploitOf(codes: FindingCodes): FindingBatch['exploit'] {
  const { bins } = shippedExploitModel;
  const logOdds = (change: Partial<ExploitForecastInput>) =>
    total(forecastExploit({ ...REFERENCE_INPUT, ...change }).terms);
  return {
    baseline: 0,
    columns: forecastColumns(codes, logOdds),
    bins: {
      fromDay: bins.map(({ fromDay }) => fromDay),
      rowDays: bins.map(({ rowDays }) => rowDays),
      shift: bins.map(({ fromDay }) =>
        logOdds({ disclosedOn: dayFrom(-fromDay) }),
      ),
    },
  };
}

function fixOf(codes: FindingCodes): FindingBatch['fix'] {
  const { bins, oldestAgeDays, reversalAnnualProbability } = shippedFixModel;
  const logOdds = (change: Partial<FixForecastInput>) =>
    total(
      forecastFix({ ...REFERENCE_INPUT, state: 'unknown', ...change }).terms,
    );
  const late = (disclosedOn: string) =>
    logOdds({ state: 'none_available', disclosedOn });
  const chance = (value: number) => Math.log(value / (1 - value));
  return {
    state: codes.state,
    plannedInDays: codes.plannedInDays,
    disclosure: {
      baseline: logOdds({}),
      columns: forecastColumns(codes, logOdds),
    },
    late: {
      baseline: 0,
      columns: [],
      bins: {
        fromDay: bins.map(({ fromDay }) => fromDay),
        rowDays: bins.map(({ rowDays }) => rowDays),
        shift: bins.map(({ fromDay }) => late(dayFrom(-fromDay))),
      },
      oldestAgeDays,
    },
    announced: {
      // docs/models.md: nothing earlier than 14 days before the date, then 5, 20 and 5 % a week.
      bins: {
        fromDay: [-32768, 0, 14, 70],
        rowDays: [7, 7, 7, 7],
        shift: [-Infinity, chance(0.05), chance(0.2), chance(0.05)],
      },
      earlyDays: 14,
    },
    reversalAnnualProbability,
  };
}

function reachOfCodes(codes: FindingCodes): FindingBatch['reach'] {
  const tables = defaultScoreTables.reach;
  const nothing = { controls: [], anomalies: [] };
  const base = deviceReach(tables, nothing).logOdds;
  const column = (of: Uint8Array, values: number[]): CodedColumn => ({
    codes: of,
    logOdds: Float64Array.from(values),
  });
  return {
    maximum: tables.maximum,
    columns: [
      column(
        codes.place,
        choices.exposure.flatMap(exposure =>
          choices.purdueLevel.map(
            purdueLevel =>
              deviceReach(tables, { ...nothing, exposure, purdueLevel })
                .logOdds,
          ),
        ),
      ),
      column(
        codes.securityLevel,
        choices.securityLevel.map(
          securityLevel =>
            deviceReach(tables, { ...nothing, securityLevel }).logOdds - base,
        ),
      ),
      column(
        codes.controls,
        Array.from({ length: 128 }, (_, mask) => {
          const controls = choices.control.filter(
            (__, bit) => Math.floor(mask / 2 ** bit) % 2 === 1,
          );
          return deviceReach(tables, { ...nothing, controls }).logOdds - base;
        }),
      ),
      column(
        codes.attackVector,
        [...choices.attackVector, undefined].map(value =>
          attackVectorLogOdds(
            tables,
            value === undefined
              ? undefined
              : readCvssVector(spell({ attackVector: value })).attackVector,
          ),
        ),
      ),
    ],
  };
}

/** The columns with the tables that their codes point into, taken from the product's functions and shipped models. */
export function batchOf(codes: FindingCodes): FindingBatch {
  const { impact, deployment } = defaultScoreTables;
  const devices = choices.criticality.flatMap(criticality =>
    choices.safety.map(safety => deviceImpact(impact, { criticality, safety })),
  );
  return {
    count: codes.state.length,
    ageDays: codes.ageDays,
    exploit: exploitOf(codes),
    fix: fixOf(codes),
    delay: {
      codes: codes.delay,
      components: choices.updateChannel.flatMap(updateChannel =>
        choices.windowsPerWeek.map(
          windowsPerWeek =>
            deploymentDelay(deployment, { updateChannel, windowsPerWeek })
              .components,
        ),
      ),
    },
    reach: reachOfCodes(codes),
    impact: {
      cvssCodes: codes.cvssImpact,
      cvssImpact: Float64Array.from({ length: 128 }, (_, code) => {
        const [confidentiality, integrity, availability] = [9, 3, 1].map(
          step => choices.level[Math.floor(code / step) % 3],
        );
        return code < 27
          ? readCvssVector(spell({ confidentiality, integrity, availability }))
              .impact!
          : (code - 27) / 100;
      }),
      deviceCodes: codes.device,
      criticality: Float64Array.from(devices, device => device.criticality),
      safety: Float64Array.from(devices, device => device.safety),
    },
  };
}
