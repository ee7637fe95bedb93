import {
  exploitDrift,
  fixDrift,
  type ExploitFacts,
  type ExploitHazardModel,
  type FixForecastInput,
  type ModelDrift,
  type OtFixModel,
  type ShippedModel,
} from '@patch-risk/model';
import { adviceOf } from '../assessment/adviceOf';
import type {
  EarlierSubject,
  ForecastSubject,
} from '../database/DriftFactStore';
import type { TrainingFact } from '../database/TrainingFactStore';

/** What a comparison rests on; plain data, as it crosses into a worker thread. */
export interface DriftInput {
  present: ForecastSubject[];
  earlier: EarlierSubject[];
  /** Day on which the earlier ones were as they are here, `YYYY-MM-DD`. */
  earlierOn: string;
  /** What feeds describe; empty before KEV was read. */
  published: TrainingFact[];
  /** Day until which KEV is known. */
  knownUntil: string;
  asOf: string;
  /** The live model; the shipped one where it is absent. */
  exploitModel?: ExploitHazardModel;
  /** The live model of OT advisories; the shipped one where it is absent. */
  fixModel?: OtFixModel;
}

/** Draws of the intervals are the same in each run. */
const SEED = 20_261_121;

/** Worker task `measure-drift`: compares each model in use with its training. */
export async function driftTask(
  input: DriftInput,
): Promise<Record<ShippedModel['id'], ModelDrift>> {
  const { present, earlier, published, asOf, knownUntil } = input;
  return {
    exploit: exploitDrift({
      model: input.exploitModel,
      assessed: present.map(exploitFacts),
      published,
      asOf,
      knownUntil,
      seed: SEED,
    }),
    ...fixDrift({
      assessed: present.map(subject => fixInput(subject, asOf)),
      seen: earlier.map(subject => ({
        input: {
          ...fixInput(subject, input.earlierOn),
          state: subject.stateThen,
        },
        fixed: subject.fixedSince,
        cluster: subject.vulnerability.cve,
      })),
      until: asOf,
      otModel: input.fixModel,
      seed: SEED,
    }),
  };
}

function exploitFacts(subject: ForecastSubject): ExploitFacts {
  const { vulnerability, vendor, advisedProduct } = subject;
  const { cvssVector, cvssBaseScore, cwes, disclosedOn } = vulnerability;
  return {
    publishedOn: disclosedOn,
    cvssVector,
    cvssBaseScore,
    cwes,
    affected: [
      {
        vendor: advisedProduct?.vendor ?? vendor,
        product: advisedProduct?.product,
      },
    ],
  };
}

function fixInput(subject: ForecastSubject, asOf: string): FixForecastInput {
  const { vulnerability, vendor, remediation, advisedProduct } = subject;
  const { cve, cvssVector, cwes, disclosedOn } = vulnerability;
  const { state } = remediation;
  return {
    vendor,
    cvssVector,
    cwes,
    disclosedOn,
    asOf,
    state,
    ...(state === 'unknown' && advisedProduct
      ? { cve, ...adviceOf(advisedProduct) }
      : {}),
  };
}
