import { riskIndex } from './loss';

/** How a device's L divides among its groups. @public */
export interface DeviceLoss {
  loss: number;
  /** Of each group, in the order given; with the anomalies' share they add up to 1. */
  shares: number[];
  /** Fall of the index when the group is closed. */
  dropsIfFixed: number[];
}

/**
 * A device's L is the sum over its groups and its open anomalies, so that each share is exact.
 *
 * @public
 */
export function deviceLoss(
  groupLosses: readonly number[],
  anomalyLoss: number,
): DeviceLoss {
  // Sums from both ends give "all but one" without subtracting nearly equal numbers.
  const after = new Float64Array(groupLosses.length + 1);
  for (let i = groupLosses.length - 1; i >= 0; i--) {
    after[i] = after[i + 1] + groupLosses[i];
  }
  const loss = after[0] + anomalyLoss;
  const index = riskIndex(loss);
  let before = 0;
  const shares: number[] = [];
  const dropsIfFixed: number[] = [];
  for (let i = 0; i < groupLosses.length; i++) {
    shares.push(loss > 0 ? groupLosses[i] / loss : 0);
    dropsIfFixed.push(index - riskIndex(before + after[i + 1] + anomalyLoss));
    before += groupLosses[i];
  }
  return { loss, shares, dropsIfFixed };
}
