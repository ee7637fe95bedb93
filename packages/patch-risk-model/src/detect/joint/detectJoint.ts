import { ModelInputError } from '../../ModelInputError';
import { digits } from '../digits';
import type { StreamOptions } from '../streams/StreamOptions';
import type { JointDetection } from './JointDetection';
import type { JointPoint } from './JointPoint';
import type { JointState } from './JointState';
import { judgeTick } from './judgeTick';
import { shortName } from './shortName';
import { TICK_MS } from './TICK_MS';
import { withMetric } from './withMetric';

/** The first so many metrics of a device are judged together. */
const MOST_METRICS = 16;

/**
 * Puts a point of one metric to those of the others of the same device, and
 * judges them together: each may be ordinary by itself while all of them, or
 * the way they go together, are not.
 *
 * Points are gathered by ticks of five minutes; a tick is judged when the first
 * point after it comes. So neither the order within a tick nor how points are
 * split into batches matters. A point of a tick that is over is left out, as is
 * a metric while it is unusual enough by itself: its own episode tells of it.
 *
 * @throws ModelInputError when the time is not a finite number
 * @public
 */
export function detectJoint(
  state: JointState | undefined,
  point: JointPoint,
  options?: Partial<StreamOptions>,
): JointDetection {
  if (!Number.isFinite(point.at)) {
    throw new ModelInputError({
      field: 'point.at',
      value: point.at,
      remedy: 'give a finite number',
    });
  }
  const tick = Math.floor(point.at / TICK_MS);
  if (!state) {
    return { state: gathered(firstState(tick), point) };
  }
  if (tick < state.tick) {
    return { state };
  }
  if (tick === state.tick) {
    return { state: gathered(state, point) };
  }
  const { state: over, judged } = judgeTick(state, options);
  return { state: gathered({ ...over, tick }, point), judged };
}

function firstState(tick: number): JointState {
  return {
    kind: 'joint',
    version: 1,
    tick,
    metrics: [],
    points: [],
    sums: [],
    told: [],
    level: [],
    rows: 0,
    products: [],
  };
}

function gathered(state: JointState, point: JointPoint): JointState {
  const { deviation, told } = point;
  if (deviation === undefined && !told) {
    return state;
  }
  const name = shortName(point.metric);
  let next = state;
  if (!state.metrics.includes(name)) {
    if (state.metrics.length === MOST_METRICS) {
      return state;
    }
    next = withMetric(state, name);
  }
  const index = next.metrics.indexOf(name);
  const points = [...next.points];
  const sums = [...next.sums];
  const isTold = [...next.told];
  if (deviation !== undefined) {
    points[index]++;
    sums[index] = digits(sums[index] + deviation, 8);
  }
  if (told) {
    isTold[index] = 1;
  }
  return { ...next, points, sums, told: isTold };
}
