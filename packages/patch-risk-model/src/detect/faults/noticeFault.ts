import { calibrated } from './calibrated';
import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';
import { drifted } from './drifted';
import { firstFaultState } from './firstFaultState';
import { followFault } from './followFault';
import { jointDistance } from './jointDistance';
import { learnRow } from './learnRow';
import { returnHome } from './returnHome';
import { roughness } from './roughness';
import { smoothed } from './smoothed';
import { spreadsAbove } from './spreadsAbove';
import { standardised } from './standardised';

/** Rows before any deviation is smoothed: the first means are too rough. */
const FIRST_ROWS = 20;
const LEAST_JOINT = 0.05;

/**
 * Judges one row of several metrics and learns from it unless a fault is on.
 *
 * Evidence is the log of the smoothed squared distance from the baseline
 * (T² and Q in one, see `jointDistance`; smoothed as in the multivariate EWMA
 * chart of Lowry et al. 1992) plus a part for growing variance, in spreads
 * above its own ordinary mean. While a fault is on the baseline stands still;
 * it ends when the evidence is ordinary again, or when most of the fault's own
 * direction and distance has gone, after which the baseline starts from where
 * the metrics now are. So a slow drift beside a fault does not keep it open.
 *
 * @param values - one for each metric, always as many; `undefined` where missing
 * @returns score in [0, 1]: e / (e + open) with e the evidence, at least 0.5 in a fault
 */
export function noticeFault(
  state: FaultState | undefined,
  values: readonly (number | undefined)[],
  options: FaultOptions,
): { state: FaultState; score: number; isAnomaly: boolean } {
  let next = counted(state ?? firstFaultState(values.length, options), values);
  const settled = next.rows > options.warmUpRows + options.stageRows;
  const baseline = settled ? drifted(next, options) : next.young;
  const { least, deviation } = next;
  const z = standardised(
    next.rows === 1 ? values.map(() => undefined) : values,
    {
      baseline,
      least,
      level: deviation.level,
      cut: options.deviationCut,
    },
  );
  const live = Math.max(1, baseline.variance.filter(each => each > 0).length);
  const trust = next.learned / (next.learned + options.shrinkRows);
  const distance = (from: number[]) =>
    jointDistance(from, { products: next.products, trust }) / live;
  if (next.rows > FIRST_ROWS) {
    next.deviation = smoothed(
      deviation,
      { z, joint: distance(z) },
      options.smoothing,
    );
  }
  if (next.rows <= options.warmUpRows) {
    return {
      state: learnRow(next, { values, z }, options),
      score: 0,
      isAnomaly: false,
    };
  }
  const log =
    Math.log(next.deviation.joint + LEAST_JOINT) +
    options.roughWeight * roughness(next.deviation);
  let evidence = spreadsAbove(next, log, options);
  if (next.home) {
    ({ state: next, evidence } = returnHome(
      next,
      { values, evidence, distance },
      options,
    ));
  }
  next = followFault(next, evidence, options);
  const isAnomaly = next.fault !== undefined;
  if (!isAnomaly) {
    if (evidence < ordinaryLimit(next, options) && next.rest === 0) {
      next.calibration = calibrated(next.calibration, log);
    }
    next = learnRow(next, { values, z }, options);
  }
  const score = Math.max(0, evidence) / (options.open + Math.max(0, evidence));
  return {
    state: next,
    score: isAnomaly ? Math.max(score, 0.5) : score,
    isAnomaly,
  };
}

/**
 * Evidence up to which a row teaches what ordinary evidence is. At first with
 * care, as an onset would teach its fault; but a metric that wanders for hours
 * is ordinary too, and cut off too low, its spread would never be learned.
 */
function ordinaryLimit(state: FaultState, options: FaultOptions): number {
  const { rows } = state.calibration;
  const known = Math.max(0, rows - options.ordinaryRows) / Math.max(rows, 1);
  return options.ordinary + known * (options.open - options.ordinary);
}

/** Counts the row, and keeps the last values and the least changes. */
function counted(
  state: FaultState,
  values: readonly (number | undefined)[],
): FaultState {
  const seen = [...state.seen];
  const last = [...state.last];
  const least = [...state.least];
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      continue;
    }
    const change = seen[index] === 0 ? 0 : Math.abs(value - last[index]);
    if (change > 0 && (least[index] === 0 || change < least[index])) {
      least[index] = change;
    }
    seen[index]++;
    last[index] = value;
  }
  return { ...state, rows: state.rows + 1, seen, last, least };
}
