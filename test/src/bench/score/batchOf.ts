import {
  attackVectorLogOdds,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceReach,
  forecastExploit,
  readCvssVector,
} from '@patch-risk/model';
import type {
  CodedColumn,
  ExploitForecastInput,
  FindingBatch,
} from '@patch-risk/model';
import { shippedExploitModel } from '@patch-risk/model/src/forecast/shippedExploitModel';
import { choices } from './choices';
import { dayFrom } from './describeFinding';
import type { FindingCodes } from './FindingCodes';
import { fixColumns } from './fixColumns';
import {
  forecastColumns,
  REFERENCE_INPUT,
  spell,
  total,
} from './forecastColumns';

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
    fix: fixColumns(codes),
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
