import type { Forecasts } from '../evaluate/Forecasts';
import { checkedForecasts } from './checkedForecasts';
import type { Recalibration } from './Recalibration';

interface Block {
  low: number;
  high: number;
  weight: number;
  mean: number;
}

/**
 * Isotonic recalibration by pooling adjacent violators (Ayer et al. 1955;
 * Zadrozny and Elkan 2002): the rising step function that is nearest to the
 * outcomes, drawn linearly between the forecasts that were seen, as
 * scikit-learn's `IsotonicRegression(out_of_bounds='clip')`.
 *
 * It bends to a few hundred events and more; below, prefer `fitPlatt`.
 *
 * @throws ModelInputError where columns differ in length, or a number is not finite or out of range
 *
 * @public
 */
export function fitIsotonic(
  forecasts: Forecasts,
): Extract<Recalibration, { kind: 'isotonic' }> {
  const rows = checkedForecasts(forecasts).sort(
    (a, b) => a.probability - b.probability,
  );
  // Rows of equal forecast are one point before anything is pooled: else a
  // block could swallow a point that only part of its rows belongs to.
  const points: Block[] = [];
  for (const { probability, outcome, weight } of rows) {
    const point = {
      low: probability,
      high: probability,
      weight,
      mean: outcome,
    };
    const last = points.at(-1);
    if (last?.low === probability) {
      points[points.length - 1] = pool(last, point);
    } else {
      points.push(point);
    }
  }
  const blocks: Block[] = [];
  for (const point of points) {
    let block = point;
    let last = blocks.at(-1);
    while (last && last.mean >= block.mean) {
      block = pool(last, block);
      blocks.pop();
      last = blocks.at(-1);
    }
    blocks.push(block);
  }
  const from: number[] = [];
  const to: number[] = [];
  for (const { low, high, mean } of blocks) {
    from.push(low);
    to.push(mean);
    if (high > low) {
      from.push(high);
      to.push(mean);
    }
  }
  return { kind: 'isotonic', from, to };
}

function pool(left: Block, right: Block): Block {
  const weight = left.weight + right.weight;
  return {
    low: left.low,
    high: right.high,
    weight,
    mean: left.mean + ((right.mean - left.mean) * right.weight) / weight,
  };
}
