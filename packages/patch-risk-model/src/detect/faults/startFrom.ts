import type { Baseline } from './Baseline';
import { deviationOf } from './deviationOf';
import type { Deviation } from './Deviation';
import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/** What is left of growing variance where a baseline starts anew. */
const ROUGH_LEFT = 0.3;
const MOST_JOINT = 1.2;

/** The state with its baseline moved to where the metrics now are. */
export function startFrom(
  state: FaultState,
  from: { baseline: Baseline; deviation: Deviation },
  options: FaultOptions,
): FaultState {
  const { baseline, deviation } = from;
  const moved: Baseline = {
    mean: baseline.mean.map(
      (mean, index) =>
        mean +
        deviation.level[index] * deviationOf(baseline, state.least, index),
    ),
    variance: baseline.variance,
  };
  return {
    ...state,
    over: 0,
    active: moved,
    staged: moved,
    young: moved,
    rowsToStage: options.stageRows,
    stages: 0,
    learned: Math.min(state.learned, options.rowsAfterFault),
    deviation: {
      level: deviation.level.map(() => 0),
      rough: deviation.rough.map(value => value * ROUGH_LEFT),
      joint: Math.min(deviation.joint, MOST_JOINT),
    },
  };
}
