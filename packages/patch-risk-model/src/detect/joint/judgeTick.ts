import { digits } from '../digits';
import { jointDistance } from '../faults/jointDistance';
import { detectPoint } from '../streams/detectPoint';
import type { StreamOptions } from '../streams/StreamOptions';
import type { JointDetection } from './JointDetection';
import type { JointState } from './JointState';
import { TICK_MS } from './TICK_MS';

/** Share of a tick in the smoothed deviations. */
const SMOOTHING = 0.4;
const DEVIATION_CUT = 5;
/** A row moves the mean products by at least this share, cut at so many standard deviations. */
const PRODUCT_GAIN = 1 / 500;
const PRODUCT_CUT = 4;
/** Correlations are shrunk as if this many rows without any came first. */
const SHRINK_ROWS = 40;
/** One metric alone is not judged together. */
const LEAST_METRICS = 2;

/**
 * Ends the tick being gathered: one row of deviations, its distance from
 * ordinary rows (T² and Q in one, see `jointDistance`), and what the stream of
 * these distances says. Its cube root is nearly Gaussian (Wilson and Hilferty
 * 1931).
 */
export function judgeTick(
  state: JointState,
  options?: Partial<StreamOptions>,
): JointDetection {
  const present = state.metrics.flatMap((_, index) =>
    state.points[index] > 0 && state.told[index] === 0 ? [index] : [],
  );
  const level = state.level.map((known, index) => {
    if (!present.includes(index)) {
      return 0;
    }
    const mean = state.sums[index] / state.points[index];
    const seen = cut(mean, DEVIATION_CUT);
    return digits(known + SMOOTHING * (seen - known), 5);
  });
  const none = state.metrics.map(() => 0);
  const emptied = { ...state, level, points: none, sums: none, told: none };
  if (present.length < LEAST_METRICS) {
    return { state: emptied };
  }
  const { rows, products } = state;
  const value = digits(distanceOf({ ...state, level }, present), 8);
  const at = (state.tick + 1) * TICK_MS;
  const { state: stream, ...verdict } = detectPoint(
    state.stream,
    { at, value },
    options,
  );
  return {
    state: {
      ...emptied,
      rows: rows + 1,
      // What is unusual does not teach what is usual.
      products: verdict.isAnomaly
        ? products
        : learned({ ...state, level }, present),
      stream,
    },
    judged: { ...verdict, at, value },
  };
}

function distanceOf(state: JointState, present: readonly number[]): number {
  const { products, rows, level, metrics } = state;
  const spread = (index: number) =>
    Math.sqrt(
      Math.max(products[positionOf(index, index, metrics.length)], 1e-3),
    );
  const squared = jointDistance(
    present.map(index => level[index] / spread(index)),
    {
      products: present.flatMap((row, order) =>
        present
          .slice(order)
          .map(column => products[positionOf(row, column, metrics.length)]),
      ),
      trust: rows / (rows + SHRINK_ROWS),
    },
  );
  return Math.cbrt(squared / present.length);
}

function learned(state: JointState, present: readonly number[]): number[] {
  const { level, metrics } = state;
  const gain = Math.max(PRODUCT_GAIN, 1 / (state.rows + 2));
  const products = [...state.products];
  for (const [order, row] of present.entries()) {
    for (const column of present.slice(order)) {
      const position = positionOf(row, column, metrics.length);
      const product =
        cut(level[row], PRODUCT_CUT) * cut(level[column], PRODUCT_CUT);
      products[position] = digits(
        products[position] + gain * (product - products[position]),
        4,
      );
    }
  }
  return products;
}

function cut(value: number, most: number): number {
  return Math.min(Math.max(value, -most), most);
}

/** Place in the upper triangle, row by row. */
function positionOf(row: number, column: number, size: number): number {
  return row * size - (row * (row - 1)) / 2 + column - row;
}
