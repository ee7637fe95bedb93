import type { Deviation } from './Deviation';

const SQUARE_CUT = 16;
const JOINT_CUT = 30;
const LEAST_VARIANCE = 0.05;

/** The deviation after one more row. */
export function smoothed(
  before: Deviation,
  row: { z: number[]; joint: number },
  share: number,
): Deviation {
  const { z, joint } = row;
  return {
    level: before.level.map((value, index) => {
      return value + share * (z[index] - value);
    }),
    rough: before.rough.map((value, index) => {
      const square = Math.min(z[index] ** 2, SQUARE_CUT);
      return value + share * (square - 1 - value);
    }),
    joint: before.joint + share * (Math.min(joint, JOINT_CUT) - before.joint),
  };
}

/** Mean log growth of variance over the metrics; metrics that became quieter count nothing. */
export function roughness(deviation: Deviation): number {
  let sum = 0;
  for (const value of deviation.rough) {
    sum += Math.max(0, Math.log(Math.max(value + 1, LEAST_VARIANCE)));
  }
  return sum / deviation.rough.length;
}
