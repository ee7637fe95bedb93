import { surpriseOf } from '../tail/surpriseOf';
import { withRow } from '../tail/withRow';
import { noticeNovelty } from './noticeNovelty';
import { NOVELTY_PRIOR } from './NOVELTY_PRIOR';
import type { NoveltyOptions } from './NoveltyOptions';
import type { NoveltyState } from './NoveltyState';

/**
 * How new a value is, how improbable that is by this metric's own novelties,
 * and what is known after it.
 *
 * @returns `novelty` in [0, 1]; `distance` the same in units of the metric;
 * `surprise` is −log₁₀ of its chance, `undefined` in the rows that are only
 * learned from
 */
export function judgeNovelty(
  state: NoveltyState,
  value: number,
  options: NoveltyOptions,
): {
  state: NoveltyState;
  novelty: number;
  distance: number;
  surprise: number | undefined;
} {
  const rows = state.rows + 1;
  const { novelty, memory } = noticeNovelty(state, value, { ...options, rows });
  const distance = novelty * (memory.high - memory.low);
  const { tail } = state;
  if (rows <= options.warmUpRows) {
    return {
      state: { ...memory, rows, tail },
      novelty,
      distance,
      surprise: undefined,
    };
  }
  return {
    state: {
      ...memory,
      rows,
      tail: withRow(tail, novelty, {
        prior: NOVELTY_PRIOR,
        share: options.tailShare,
      }),
    },
    novelty,
    distance,
    surprise: surpriseOf(novelty, tail, NOVELTY_PRIOR),
  };
}
