import { clusteredBootstrap } from '../evaluate/clusteredBootstrap';
import { expectedCalibrationError } from '../evaluate/expectedCalibrationError';
import { ModelInputError } from '../ModelInputError';

/**
 * Whether a model still says as often what comes.
 *
 * @public
 */
export interface CalibrationDrift {
  /** Sum of the forecasts, and number of events. */
  expected: number;
  observed: number;
  /** `expected / observed` with its 95 % interval; `undefined` without events. */
  ratio: { value: number; low: number; high: number } | undefined;
  calibrationError: number;
  /** True where the interval of the ratio leaves out the ratio of the training. */
  hasDrifted: boolean;
}

/**
 * Compares forecasts with what came since: has the ratio of expected to
 * observed events left that of the model's own test window? Intervals by a
 * bootstrap of whole clusters, seeded.
 *
 * @param options - `referenceRatio`: expected / observed when the model was
 * made, 1 by default
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function calibrationDrift(options: {
  probabilities: readonly number[];
  outcomes: readonly number[];
  clusters: readonly string[];
  seed: number;
  referenceRatio?: number;
}): CalibrationDrift {
  const {
    probabilities,
    outcomes,
    clusters,
    seed,
    referenceRatio = 1,
  } = options;
  const calibrationError = expectedCalibrationError({
    probabilities,
    outcomes,
  });
  if (clusters.length !== probabilities.length) {
    throw new ModelInputError({
      field: 'clusters',
      value: `${clusters.length} rows`,
      remedy: `give ${probabilities.length} rows as in the other columns`,
    });
  }
  let expected = 0;
  let observed = 0;
  for (const [row, probability] of probabilities.entries()) {
    expected += probability;
    observed += outcomes[row];
  }
  const { ratio } = clusteredBootstrap({
    clusters,
    seed,
    level: 0.95,
    samples: 400,
    figures: rows => {
      let forecast = 0;
      let events = 0;
      for (const row of rows) {
        forecast += probabilities[row];
        events += outcomes[row];
      }
      // Half an event keeps samples without any: left out, they would narrow the interval.
      return { ratio: (forecast + 0.5) / (events + 0.5) };
    },
  });
  const { low = Number.NaN, high = Number.NaN } = ratio;
  return {
    expected,
    observed,
    ratio: observed > 0 ? { value: expected / observed, low, high } : undefined,
    calibrationError,
    hasDrifted: !(low <= referenceRatio && referenceRatio <= high),
  };
}
