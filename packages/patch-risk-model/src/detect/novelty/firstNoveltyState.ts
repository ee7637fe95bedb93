import type { NoveltyState } from './NoveltyState';

/** The state after a metric's first value. */
export function firstNoveltyState(value: number): NoveltyState {
  return {
    rows: 1,
    origin: value,
    mean: value,
    low: value,
    high: value,
    step: 0,
    categories: [[0, 0]],
    tail: { threshold: 0, rows: 0, exceedances: 0, meanExcess: 0 },
  };
}
