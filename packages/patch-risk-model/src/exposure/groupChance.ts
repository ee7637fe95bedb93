import { HORIZON_WEEKS } from './horizon';

/**
 * The chance that the device is hit through a fix group before it is patched, in one pass over the states *open and
 * quiet*, *open and active*, *hit*, *patched*. Each week exploitation may begin, then the device may be hit, then it
 * may be patched: `p = Σ_t P(open and active in week t) · reach`.
 *
 * @param begin - 52 weekly chances that exploitation begins
 * @param patch - 52 weekly chances that the device is patched
 * @param reach - weekly chance of a hit while active
 * @returns a probability in [0, 1]
 * @public
 */
export function hitProbability(
  begin: ArrayLike<number>,
  patch: ArrayLike<number>,
  reach: number,
): number {
  let quiet = 1;
  let active = 0;
  let hit = 0;
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    const begins = quiet * begin[week];
    const struck = (active + begins) * reach;
    hit += struck;
    const stays = 1 - patch[week];
    active = (active + begins - struck) * stays;
    quiet = (quiet - begins) * stays;
  }
  return hit;
}

/**
 * The chance that exploitation in the wild begins before the device is patched: `hitProbability` with reach 1.
 *
 * @public
 */
export function exploitedBeforePatchProbability(
  begin: ArrayLike<number>,
  patch: ArrayLike<number>,
): number {
  return hitProbability(begin, patch, 1);
}
