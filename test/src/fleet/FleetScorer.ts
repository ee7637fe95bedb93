import {
  attackVectorLogOdds,
  combineBeginHazards,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceReach,
  forecastExploit,
  forecastFix,
  hitProbability,
  impactOf,
  lossOf,
  poolWithEpss,
  reachOf,
  readCvssVector,
  waitPatchHazard,
} from '@patch-risk/model';
import type { CvssReading, FixRemediationState } from '@patch-risk/model';
import { adviceOf } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/adviceOf';
import type { FleetDevice } from './FleetDevice';
import type { FleetFinding } from './FleetFinding';

const AS_OF = '2026-06-01';
const STATES = [
  'no_fix_planned',
  'none_available',
  'unknown',
  'announced',
  'available',
] as const;
const BEGUN = new Float64Array(52).fill(1);

/** L of a device without intervals and explanations, by the functions of the model package; curves are kept. */
export class FleetScorer {
  readonly #begin = new Map<string, Float64Array>();
  readonly #patch = new Map<string, Float64Array>();
  readonly #readings = new Map<string, CvssReading>();

  static create(): FleetScorer {
    return new FleetScorer();
  }

  loss(device: FleetDevice): number {
    const tables = defaultScoreTables;
    const { fields } = device;
    const reach = deviceReach(tables.reach, {
      exposure: fields.exposure,
      purdueLevel: fields.zone?.purdueLevel,
      securityLevel: fields.zone?.securityLevel,
      controls: (fields.compensatingControls ?? []).map(({ kind }) => kind),
      anomalies: [],
    });
    const impact = deviceImpact(tables.impact, fields);
    const [window] = fields.changeWindows ?? [];
    const delay = deploymentDelay(tables.deployment, {
      updateChannel: fields.updateChannel,
      windowsPerWeek: window && windowsPerWeek(window.rrule),
    });
    let loss = 0;
    for (const group of device.groups) {
      const readings = group.map(finding => this.#read(finding));
      const hit = hitProbability(
        group.length === 1
          ? this.#beginOf(group[0])
          : combineBeginHazards(group.map(finding => this.#beginOf(finding))),
        this.#patchOf(group, delay),
        reachOf(
          tables.reach,
          reach,
          Math.max(
            ...readings.map(({ attackVector }) =>
              attackVectorLogOdds(tables.reach, attackVector),
            ),
          ),
        ),
      );
      loss += lossOf(
        hit,
        impactOf(impact, Math.max(...readings.map(each => each.impact ?? 0))),
      );
    }
    return loss;
  }

  #read({ vulnerability }: FleetFinding): CvssReading {
    const { cve, cvssVector, cvssBaseScore } = vulnerability;
    let reading = this.#readings.get(cve);
    if (!reading) {
      const read = cvssVector ? readCvssVector(cvssVector) : undefined;
      reading = {
        attackVector: read?.attackVector,
        impact:
          read?.impact ??
          (cvssBaseScore === undefined
            ? defaultScoreTables.impact.cvssImpactPopulation
            : cvssBaseScore / 10),
      };
      this.#readings.set(cve, reading);
    }
    return reading;
  }

  #beginOf(finding: FleetFinding): Float64Array {
    const { product, vulnerability, epss } = finding;
    const { cve, kevDateAdded, disclosedOn, cwes } = vulnerability;
    if (kevDateAdded && kevDateAdded <= AS_OF) {
      return BEGUN;
    }
    const key = `${product.vendor}|${product.model}|${cve}`;
    let begin = this.#begin.get(key);
    if (!begin) {
      const { cvssVector, cvssBaseScore } = vulnerability;
      const { hazard } = forecastExploit({
        cvssVector,
        cvssBaseScore,
        cwes,
        vendor: product.vendor,
        product: product.model,
        disclosedOn,
        asOf: AS_OF,
      });
      begin = poolWithEpss(hazard, epss);
      this.#begin.set(key, begin);
    }
    return begin;
  }

  #patchOf(
    group: readonly FleetFinding[],
    delay: ReturnType<typeof deploymentDelay>,
  ): Float64Array {
    let [last] = group;
    for (const finding of group) {
      const order =
        stateOf(finding) - stateOf(last) || scoreOf(last) - scoreOf(finding);
      if (order < 0) {
        last = finding;
      }
    }
    const { product, vulnerability, remediation, advisedProduct } = last;
    const state = remediation.state as FixRemediationState;
    const key = JSON.stringify([
      vulnerability.cve,
      state,
      advisedProduct,
      delay.note.value,
    ]);
    let patch = this.#patch.get(key);
    if (!patch) {
      const { survival } = forecastFix({
        vendor: product.vendor,
        cve: vulnerability.cve,
        cvssVector: vulnerability.cvssVector,
        cvssBaseScore: vulnerability.cvssBaseScore,
        cwes: vulnerability.cwes,
        disclosedOn: vulnerability.disclosedOn,
        ...(state === 'unknown' ? adviceOf(advisedProduct) : {}),
        asOf: AS_OF,
        state,
      });
      patch = waitPatchHazard(survival, delay.components);
      this.#patch.set(key, patch);
    }
    return patch;
  }
}

function stateOf({ remediation }: FleetFinding): number {
  return STATES.indexOf(remediation.state as FixRemediationState);
}

function scoreOf({ vulnerability }: FleetFinding): number {
  return vulnerability.cvssBaseScore ?? 0;
}

function windowsPerWeek(rrule: string): number {
  if (rrule.includes('WEEKLY')) {
    return 1;
  }
  return (rrule.includes('INTERVAL=3') ? 4 : 12) / 52;
}
