import type { Deviation } from './Deviation';

const SQUARE_CUT = 16;
const JOINT_CUT = 30;

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
