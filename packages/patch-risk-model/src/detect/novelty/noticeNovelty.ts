import type { NoveltyOptions } from './NoveltyOptions';
import type { NoveltyState } from './NoveltyState';

/** The range of a metric is about this many steps of the grid. */
const STEPS = 2_048;

type Memory = Omit<NoveltyState, 'rows' | 'tail'>;

/**
 * How new a value is in its context, and the memory after it.
 *
 * Fuzzy adaptive resonance in small (Carpenter and Grossberg; used on this
 * kind of series by Hampton's ARTime): a row, that is, the value and the
 * running mean, is compared with the known categories; the nearest within the
 * vigilance resonates and moves towards it, otherwise the row becomes a
 * category of its own. Distances are the larger of both coordinates, in ranges
 * of the metric so far, so that units do not matter. Categories lie on a grid,
 * so that they are small as JSON.
 *
 * @returns novelty in [0, 1]
 */
export function noticeNovelty(
  before: Memory,
  value: number,
  options: NoveltyOptions & { rows: number },
): { novelty: number; memory: Memory } {
  const gain = Math.max(1 / options.contextRows, 1 / options.rows);
  const mean = before.mean + gain * (value - before.mean);
  const low = Math.min(before.low, value);
  const high = Math.max(before.high, value);
  const range = high - low;
  const { origin } = before;
  // All values equal, or so close that their range has no 2,048 parts.
  if (range / STEPS === 0) {
    const { step, categories } = before;
    return {
      novelty: 0,
      memory: { origin, mean, low, high, step, categories },
    };
  }
  const { step, categories } = onGrid(before, range);
  const memory = { origin, mean, low, high, step, categories };
  const x = (value - origin) / step;
  const y = (mean - origin) / step;
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let index = 0; index < categories.length; index++) {
    const known = categories[index];
    const apart = Math.max(Math.abs(x - known[0]), Math.abs(y - known[1]));
    if (apart < distance) {
      distance = apart;
      nearest = index;
    }
  }
  const novelty = Math.min((distance * step) / range, 1);
  const isNew = novelty > options.vigilance;
  const used: [number, number] = isNew
    ? [Math.round(x), Math.round(y)]
    : moved(categories[nearest], [x, y], options.learningRate);
  return {
    novelty,
    memory: {
      ...memory,
      categories: usedLast(categories, used, {
        // A new one takes the place of the one that is unused for longest.
        leaves: isNew ? options.categories - 1 : nearest,
      }),
    },
  };
}

/** The categories with one put first, and the one at `leaves`, if there is one, left out. */
function usedLast(
  categories: readonly [number, number][],
  used: [number, number],
  { leaves }: { leaves: number },
): [number, number][] {
  const next = [used];
  for (let index = 0; index < categories.length; index++) {
    if (index !== leaves) {
      next.push(categories[index]);
    }
  }
  return next;
}

/** A coarser grid once the range has outgrown it twofold. */
function onGrid(
  memory: Memory,
  range: number,
): Pick<Memory, 'step' | 'categories'> {
  const { step, categories } = memory;
  if (step > 0 && range <= 2 * STEPS * step) {
    return { step, categories };
  }
  const coarser = range / STEPS;
  return {
    step: coarser,
    categories: categories.map(([x, y]) => [
      Math.round((x * step) / coarser),
      Math.round((y * step) / coarser),
    ]),
  };
}

function moved(
  known: [number, number],
  row: [number, number],
  rate: number,
): [number, number] {
  return [
    Math.round(known[0] + rate * (row[0] - known[0])),
    Math.round(known[1] + rate * (row[1] - known[1])),
  ];
}
