import type { Deviation } from './Deviation';

const LEAST_VARIANCE = 0.05;

/** Mean log growth of variance over the metrics; metrics that became quieter count nothing. */
export function roughness(deviation: Deviation): number {
  let sum = 0;
  for (const value of deviation.rough) {
    sum += Math.max(0, Math.log(Math.max(value + 1, LEAST_VARIANCE)));
  }
  return sum / deviation.rough.length;
}
