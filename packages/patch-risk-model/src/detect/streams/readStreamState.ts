import { firstNoveltyState } from '../novelty/firstNoveltyState';
import { firstStreamState } from './firstStreamState';
import { LEAST_VISITS } from './LEAST_VISITS';
import type { StreamState } from './StreamState';

/** Before states had a kind: no novelty, no touched hours, no threshold in the tail. */
type FirstVersion = Omit<
  StreamState,
  | 'kind'
  | 'version'
  | 'novelty'
  | 'touched'
  | 'touchedToday'
  | 'tail'
  | 'scaleShare'
> & {
  version: 1;
  tail: { points: number; exceedances: number; meanExcess: number };
};

/**
 * A stored state as this version needs it. One of the first version keeps its
 * baseline, hours of day, tail and open episode; what the metric has done
 * before is learned anew, which takes a hundred points in which the baseline
 * judges alone.
 *
 * @returns `undefined` where it is no state that is known: the stream starts anew
 * @public
 */
export function readStreamState(stored: unknown): StreamState | undefined {
  if (isOf(stored, 2)) {
    return stored as StreamState;
  }
  return isOf(stored, 1) ? converted(stored as FirstVersion) : undefined;
}

function isOf(stored: unknown, version: number): boolean {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'version' in stored &&
    stored.version === version
  );
}

function converted(before: FirstVersion): StreamState {
  const { tail, level, lastAt } = before;
  const { points: rows, exceedances, meanExcess } = tail;
  const first = firstStreamState({ at: lastAt, value: level });
  let touched = 0;
  for (const [hour, [, , visits]] of before.hours.entries()) {
    touched += visits > 0 && visits < LEAST_VISITS ? 2 ** hour : 0;
  }
  return {
    ...before,
    kind: 'stream',
    version: 2,
    tail: { ...first.tail, rows, exceedances, meanExcess },
    touched,
    touchedToday: 0,
    novelty: firstNoveltyState(level),
  };
}
