import type { Durations } from './Durations';
import { sameLength } from './sameLength';

/**
 * Harrell's C: of the pairs whose order is known, the share that the forecast
 * times have in the same order, ties of the forecast counting one half
 * (Harrell et al. 1982). A pair counts where the row with the shorter time has
 * the event; of two equal times, where one has the event and the other is
 * censored. `undefined` where no pair counts.
 *
 * @param options - `predictedTimes`: any number that rises with the expected
 * time, for example the median
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function harrellsC(
  options: Durations & { predictedTimes: ArrayLike<number> },
): number | undefined {
  const { times, events, predictedTimes } = options;
  const rows = sameLength({ times, events, predictedTimes });
  const ranks = ranksOf(predictedTimes);
  // Goes from the longest time down; the tree holds the rows that outlast the present one.
  const order = Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => times[b] - times[a] || events[a] - events[b],
  );
  const tree = new Float64Array(rows + 2);
  let held = 0;
  let pairs = 0;
  let concordant = 0;
  let waiting: number[] = [];
  for (const [index, row] of order.entries()) {
    if (events[row] === 1) {
      const below = sumUpTo(tree, ranks[row] - 1);
      const upTo = sumUpTo(tree, ranks[row]);
      pairs += held;
      concordant += held - upTo + (upTo - below) / 2;
      waiting.push(row);
    } else {
      add(tree, ranks[row]);
      held++;
    }
    const next = order[index + 1];
    if (next === undefined || times[next] !== times[row]) {
      for (const waited of waiting) {
        add(tree, ranks[waited]);
        held++;
      }
      waiting = [];
    }
  }
  return pairs > 0 ? concordant / pairs : undefined;
}

/** Place of each value among the distinct values, from 1. */
function ranksOf(values: ArrayLike<number>): Uint32Array {
  const distinct = [...new Set(Array.from(values))].sort((a, b) => a - b);
  const places = new Map(distinct.map((value, index) => [value, index + 1]));
  return Uint32Array.from(Array.from(values), value => places.get(value) ?? 0);
}

/** Adds 1 at a place of a binary indexed tree (Fenwick 1994). */
function add(tree: Float64Array, place: number): void {
  for (let at = place; at < tree.length; at += at & -at) {
    tree[at]++;
  }
}

function sumUpTo(tree: Float64Array, place: number): number {
  let sum = 0;
  for (let at = place; at > 0; at -= at & -at) {
    sum += tree[at];
  }
  return sum;
}
