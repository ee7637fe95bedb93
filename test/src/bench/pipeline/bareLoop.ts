import {
  deviceLoss,
  GroupScorer,
  lossInterval,
  riskIndex,
} from '@patch-risk/model';
import type { GroupScoreInput } from '@patch-risk/model';

/**
 * The arithmetic of an assessment and nothing else: the scorer of the model package over typed arrays, then the sums and
 * intervals of the devices, in one thread, without a database, texts or copies.
 *
 * @param devices - inputs of the groups of each device
 * @returns the sum of the indexes, so that no compiler can leave the work out
 */
export function bareLoop(
  devices: readonly (readonly GroupScoreInput[])[],
): number {
  const scorer = GroupScorer.create();
  let total = 0;
  for (const groups of devices) {
    const scores = groups.map(group => scorer.score(group));
    const { loss } = deviceLoss(
      scores.map(score => score.wait.loss),
      0,
    );
    const draws = new Float64Array(64);
    for (const { drawLosses } of scores) {
      for (let i = 0; i < draws.length; i++) {
        draws[i] += drawLosses[i];
      }
    }
    const interval = lossInterval(draws, loss);
    total +=
      riskIndex(loss) + riskIndex(interval.low) + riskIndex(interval.high);
  }
  return total;
}
