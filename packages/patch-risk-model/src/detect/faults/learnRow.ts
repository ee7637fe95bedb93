import type { Baseline } from './Baseline';
import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/** A value teaches at most this many standard deviations once a few were seen. */
const CUT = 4;
const UNCUT_ROWS = 20;
/** Deviations from a mean of fewer rows say little about correlation. */
const ROWS_BEFORE_PRODUCTS = 15;

/** The state after an ordinary row has taught the baseline. */
export function learnRow(
  state: FaultState,
  row: { values: readonly (number | undefined)[]; z: number[] },
  options: FaultOptions,
): FaultState {
  const { values, z } = row;
  const learned = state.learned + 1;
  const young = learnBaseline(state, values, options);
  const products =
    state.rows > ROWS_BEFORE_PRODUCTS
      ? learnProducts(
          state.products,
          z,
          Math.max(1 / learned, options.varianceGain),
        )
      : state.products;
  const next = { ...state, learned, young, products };
  if (state.rows <= options.warmUpRows) {
    return { ...next, active: young, staged: young };
  }
  if (state.rowsToStage > 1) {
    return { ...next, rowsToStage: state.rowsToStage - 1 };
  }
  const stages = state.stages + 1;
  const gain = Math.max(options.driftGain, 1 / stages);
  return {
    ...next,
    rowsToStage: options.stageRows,
    active: state.staged,
    staged: young,
    stages,
    drift: state.drift.map((known, index) => {
      const moved = young.mean[index] - state.staged.mean[index];
      return known + gain * (moved / options.stageRows - known);
    }),
  };
}

function learnBaseline(
  state: FaultState,
  values: readonly (number | undefined)[],
  options: FaultOptions,
): Baseline {
  const mean = [...state.young.mean];
  const variance = [...state.young.variance];
  for (const [index, value] of values.entries()) {
    const seen = state.seen[index];
    if (value === undefined) {
      continue;
    }
    if (seen === 1) {
      mean[index] = value;
      continue;
    }
    const known = 1 / Math.min(state.learned + 1, seen);
    const gain = Math.max(known, options.meanGain);
    const slowGain = Math.max(known, options.varianceGain);
    const limit =
      seen <= UNCUT_ROWS
        ? Number.POSITIVE_INFINITY
        : CUT * Math.sqrt(variance[index]);
    const difference = Math.min(Math.max(value - mean[index], -limit), limit);
    mean[index] += gain * difference;
    variance[index] +=
      slowGain * (difference * difference * (1 - gain) - variance[index]);
  }
  return { mean, variance };
}

function learnProducts(
  products: number[],
  z: number[],
  gain: number,
): number[] {
  const cut = z.map(value => Math.min(Math.max(value, -CUT), CUT));
  const next: number[] = [];
  for (let row = 0; row < cut.length; row++) {
    for (let column = row; column < cut.length; column++) {
      const before = products[next.length];
      next.push(before + gain * (cut[row] * cut[column] - before));
    }
  }
  return next;
}
