import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';
import { signatureOf } from './signatureOf';
import { startFrom } from './startFrom';

/** Rows before a fault's own direction is known. */
const ROWS_TO_KNOW = 10;
const SIGNATURE_ROWS = 100;
const DISTANCE_ROWS = 150;

type Fault = NonNullable<FaultState['fault']>;

/** Opens a fault, follows it, and closes it. */
export function followFault(
  state: FaultState,
  evidence: number,
  options: FaultOptions,
): FaultState {
  if (state.rest > 0) {
    const { active, deviation } = state;
    const rested = { ...state, rest: state.rest - 1 };
    return rested.rest > 0
      ? rested
      : startFrom(rested, { baseline: active, deviation }, options);
  }
  const over = !state.fault && evidence >= options.open ? state.over + 1 : 0;
  const fault =
    state.fault ?? (over >= options.openRows ? opened(state) : undefined);
  if (!fault) {
    return { ...state, over };
  }
  const { deviation } = state;
  const points = signatureOf(deviation);
  const known = fault.steady > ROWS_TO_KNOW;
  const back =
    evidence < options.close ||
    (known &&
      alongside(points, fault.signature) < options.backDirection &&
      deviation.joint < options.backDistance * fault.joint);
  const followed: Fault = back
    ? { ...fault, rows: fault.rows + 1, calm: fault.calm + 1 }
    : steadied(fault, points, deviation.joint);
  const isOver =
    followed.calm >=
      (evidence < options.close ? options.closeRows : options.patientRows) ||
    followed.rows > options.longestFaultRows;
  if (isOver) {
    return {
      ...startFrom(state, { baseline: state.active, deviation }, options),
      rest: options.restRows,
      fault: undefined,
    };
  }
  return {
    ...state,
    over: 0,
    fault: followed,
    // What was learned since the onset belongs to the fault.
    staged: state.active,
    young: state.active,
    home: state.home ?? {
      baseline: state.active,
      deviation,
      calm: 0,
    },
  };
}

function opened(state: FaultState): Fault {
  return {
    rows: 0,
    steady: 0,
    signature: signatureOf(state.deviation).map(() => 0),
    joint: 0,
    calm: 0,
  };
}

function steadied(fault: Fault, points: number[], joint: number): Fault {
  const steady = fault.steady + 1;
  const gain = Math.max(1 / steady, 1 / SIGNATURE_ROWS);
  return {
    rows: fault.rows + 1,
    steady,
    signature: fault.signature.map(
      (value, index) => value + gain * (points[index] - value),
    ),
    joint:
      fault.joint + (joint - fault.joint) / Math.min(steady, DISTANCE_ROWS),
    calm: 0,
  };
}

/** Length of `points` along `signature`, in lengths of the latter. */
function alongside(points: number[], signature: number[]): number {
  let product = 0;
  let square = 0;
  for (const [index, value] of signature.entries()) {
    product += points[index] * value;
    square += value * value;
  }
  return square > 0 ? product / square : 1;
}
