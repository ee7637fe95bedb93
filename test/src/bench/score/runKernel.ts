import { BatchScorer } from '@patch-risk/model';
import type { ExposureColumns, FindingBatch } from '@patch-risk/model';
import type { ScoreRun } from './ScoreRun';

/** Scores a batch in this thread. */
export function runKernel(batch: FindingBatch, out: ExposureColumns): ScoreRun {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  BatchScorer.create(batch).score(out);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - wall) / 1000;
  const sumOf = (values: Float64Array) => {
    let sum = 0;
    for (const value of values) {
      sum += value;
    }
    return sum;
  };
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    sums: [
      sumOf(out.hitProbability),
      sumOf(out.exploitedBeforePatchProbability),
      sumOf(out.loss),
    ],
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}
