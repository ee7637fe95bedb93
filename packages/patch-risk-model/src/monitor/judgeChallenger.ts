import { brierScore } from '../evaluate/brierScore';
import {
  clusteredBootstrap,
  type BootstrapInterval,
} from '../evaluate/clusteredBootstrap';
import { expectedCalibrationError } from '../evaluate/expectedCalibrationError';
import { logLoss } from '../evaluate/logLoss';
import { parseDay } from '../forecast/features/parseDay';
import { ModelInputError } from '../ModelInputError';

const FEWEST_EVENTS = 10;
/** A challenger may order better and still be let in a little less calibrated, but not more than this. */
const CALIBRATION_ALLOWANCE = 0.02;

/**
 * What came of a comparison, with its reason in words for people.
 *
 * @public
 */
export interface ChallengerVerdict {
  promote: boolean;
  reason: string;
  /** Challenger − champion, so below 0 is better; 90 % intervals. */
  logLossDifference: BootstrapInterval;
  brierDifference: BootstrapInterval;
  calibrationErrors: { champion: number; challenger: number };
  rows: number;
  events: number;
}

/**
 * The gate that a retrained model has to pass: on rows that are newer than
 * what either model was trained on, it must beat the live one. It goes live
 * only where the 90 % interval of the paired difference in log-loss (bootstrap
 * of whole clusters) lies below 0, the mean Brier score is no worse, and the
 * ECE is not worse by more than 0.02. In doubt the champion stays.
 *
 * @param options - `trainedUntil`: the newest training day of either model,
 * YYYY-MM-DD; rows up to it are refused, not left out
 * @throws ModelInputError where a row is not newer than the training, or a
 * number is no probability or outcome
 *
 * @public
 */
export function judgeChallenger(options: {
  rows: readonly {
    /** Day of the forecast, YYYY-MM-DD. */
    day: string;
    championProbability: number;
    challengerProbability: number;
    outcome: 0 | 1;
    cluster: string;
    /** How much the row counts, 1 by default; rows of one cluster may share one. */
    weight?: number;
  }[];
  trainedUntil: string;
  seed: number;
}): ChallengerVerdict {
  const { rows, trainedUntil, seed } = options;
  checkRows(rows, trainedUntil);
  const of = (
    name: 'championProbability' | 'challengerProbability',
    drawn: Iterable<number>,
  ) => {
    const probabilities: number[] = [];
    const outcomes: number[] = [];
    const weights: number[] = [];
    for (const row of drawn) {
      probabilities.push(rows[row][name]);
      outcomes.push(rows[row].outcome);
      weights.push(rows[row].weight ?? 1);
    }
    return { probabilities, outcomes, weights };
  };
  const { logLossDifference, brierDifference } = clusteredBootstrap({
    clusters: rows.map(row => row.cluster),
    seed,
    level: 0.9,
    samples: 400,
    figures: drawn => {
      const champion = of('championProbability', drawn);
      const challenger = of('challengerProbability', drawn);
      return {
        logLossDifference: logLoss(challenger) - logLoss(champion),
        brierDifference: brierScore(challenger) - brierScore(champion),
      };
    },
  });
  const calibrationErrors = {
    champion: expectedCalibrationError(of('championProbability', rows.keys())),
    challenger: expectedCalibrationError(
      of('challengerProbability', rows.keys()),
    ),
  };
  // A cluster may be judged at several ages; what happens to it happens once.
  const clustersWith = (outcome: 0 | 1) =>
    new Set(rows.flatMap(row => (row.outcome === outcome ? row.cluster : [])))
      .size;
  const events = clustersWith(1);
  const objection = objectionOf({
    rows: rows.length,
    events,
    others: clustersWith(0),
    highestLogLoss: logLossDifference.high ?? Number.POSITIVE_INFINITY,
    brier: brierDifference.value ?? Number.POSITIVE_INFINITY,
    calibration: calibrationErrors.challenger - calibrationErrors.champion,
  });
  return {
    promote: objection === undefined,
    reason:
      objection ??
      `better on ${
        rows.length
      } newer rows with ${events} events: log-loss lower by ${(-(
        logLossDifference.value ?? 0
      )).toPrecision(3)}`,
    logLossDifference,
    brierDifference,
    calibrationErrors,
    rows: rows.length,
    events,
  };
}

function checkRows(
  rows: Parameters<typeof judgeChallenger>[0]['rows'],
  trainedUntil: string,
): void {
  const border = parseDay('trainedUntil', trainedUntil);
  if (rows.length === 0) {
    throw new ModelInputError({
      field: 'rows',
      value: 'no rows',
      remedy: `give rows that are newer than ${trainedUntil}`,
    });
  }
  for (const [index, row] of rows.entries()) {
    if (parseDay(`rows[${index}].day`, row.day) <= border) {
      throw new ModelInputError({
        field: `rows[${index}].day`,
        value: row.day,
        remedy: `a model was trained until ${trainedUntil}; give newer rows only`,
      });
    }
    for (const name of [
      'championProbability',
      'challengerProbability',
    ] as const) {
      if (!(row[name] >= 0 && row[name] <= 1)) {
        throw new ModelInputError({
          field: `rows[${index}].${name}`,
          value: row[name],
          remedy: 'give a number from 0 to 1',
        });
      }
    }
  }
}

function objectionOf(options: {
  rows: number;
  events: number;
  others: number;
  highestLogLoss: number;
  brier: number;
  calibration: number;
}): string | undefined {
  const { rows, events, others, highestLogLoss, brier, calibration } = options;
  if (events < FEWEST_EVENTS || others < FEWEST_EVENTS) {
    return `too little to judge by: ${events} events and ${others} without one in ${rows} rows; at least ${FEWEST_EVENTS} of each kind are needed`;
  }
  if (!(highestLogLoss < 0)) {
    return 'the difference in log-loss is within chance';
  }
  if (brier > 0) {
    return 'the log-loss is better but the Brier score is worse';
  }
  if (calibration > CALIBRATION_ALLOWANCE) {
    return `the ECE is worse by ${calibration.toFixed(3)}`;
  }
  return undefined;
}
