import { calibrationDrift } from '../calibrationDrift';
import { inputDrift } from '../inputDrift';
import type { InputProfile } from '../InputProfile';
import type { ModelDrift } from './ModelDrift';

const FEWEST_ROWS = 50;
/** Below it, one event more or less would turn the verdict. */
const FEWEST_EVENTS = 5;
const NAMED = 3;

/** Forecasts that were made on one day, and what came until another. */
export interface DriftOutcomes {
  probabilities: number[];
  outcomes: number[];
  clusters: string[];
  from: string;
  until: string;
}

/**
 * Compares today's inputs with a model's profile, and its forecasts with what
 * came: `calibration-off` where the interval of expected / observed leaves out
 * `referenceRatio`, `inputs-moved` where a feature has drifted far.
 *
 * @throws ModelInputError where a value is not finite
 */
export function judgeDrift(options: {
  profile: InputProfile | undefined;
  rows: readonly Readonly<Record<string, number | undefined>>[];
  outcomes: DriftOutcomes;
  seed: number;
  referenceRatio?: number;
}): ModelDrift {
  const { profile, rows, outcomes, seed, referenceRatio } = options;
  const inputs =
    profile && rows.length >= FEWEST_ROWS
      ? { rows: rows.length, features: inputDrift(profile, rows) }
      : undefined;
  const calibration =
    outcomes.probabilities.length > 0
      ? calibrationOf(outcomes, { seed, referenceRatio })
      : undefined;
  const isOff = calibration?.verdict === 'off';
  const moved = (inputs?.features ?? []).filter(
    ({ level }) => level === 'large',
  );
  const sentences = [
    inputs
      ? `${moved.length} of ${
          inputs.features.length
        } inputs differ far from the training${named(moved)}`
      : `fewer than ${FEWEST_ROWS} findings are forecast by it`,
    ...(calibration
      ? [
          `${calibration.expected.toPrecision(3)} were expected between ${
            calibration.from
          } and ${calibration.until}, ${calibration.observed} came`,
        ]
      : []),
  ];
  return {
    state: stateOf({ isOff, hasMoved: moved.length > 0, inputs, calibration }),
    reason: sentences.join('; '),
    inputs,
    calibration,
  };
}

function calibrationOf(
  given: DriftOutcomes,
  options: { seed: number; referenceRatio?: number },
): NonNullable<ModelDrift['calibration']> {
  const { probabilities, outcomes, clusters, from, until } = given;
  const { expected, observed, ratio, hasDrifted } = calibrationDrift({
    probabilities,
    outcomes,
    clusters,
    ...options,
  });
  const isEnough = Math.max(expected, observed) >= FEWEST_EVENTS;
  const verdict = hasDrifted ? 'off' : 'holds';
  return {
    rows: probabilities.length,
    expected,
    observed,
    ratio,
    from,
    until,
    verdict: isEnough ? verdict : 'too-few',
  };
}

function stateOf(found: {
  isOff: boolean;
  hasMoved: boolean;
  inputs: ModelDrift['inputs'];
  calibration: ModelDrift['calibration'];
}): ModelDrift['state'] {
  const { isOff, hasMoved, inputs, calibration } = found;
  if (isOff) {
    return 'calibration-off';
  }
  if (hasMoved) {
    return 'inputs-moved';
  }
  return inputs || calibration?.verdict === 'holds' ? 'steady' : 'unknown';
}

function named(features: readonly { name: string }[]): string {
  const names = features.slice(0, NAMED).map(({ name }) => name);
  const more = features.length > NAMED ? ', …' : '';
  return names.length > 0 ? ` (${names.join(', ')}${more})` : '';
}
