import { compareDigits } from './compareDigits';

/** A step of a version, such as `rc2`: where its name stands, and its number. */
export type Ranked = [rank: number, number: string];

const NONE: Ranked = [0, '0'];

/** Orders two steps by name, then by number; a step that is not there is the plain version. */
export function compareRanked(left = NONE, right = NONE): number {
  return left[0] - right[0] || compareDigits(left[1], right[1]);
}
