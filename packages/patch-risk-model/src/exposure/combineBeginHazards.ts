import { HORIZON_WEEKS } from './horizon';

/**
 * Weekly chance that exploitation of any member of a fix group begins: `1 − Π(1 − w_i(t))`.
 *
 * @param hazards - one curve of 52 weekly chances for each vulnerability of the group
 * @returns 52 weekly chances in [0, 1]
 * @public
 */
export function combineBeginHazards(
  hazards: readonly ArrayLike<number>[],
): Float64Array {
  const combined = new Float64Array(HORIZON_WEEKS);
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    if (hazards.length === 1) {
      combined[week] = hazards[0][week];
    } else {
      let quiet = 1;
      for (const hazard of hazards) {
        quiet *= 1 - hazard[week];
      }
      combined[week] = 1 - quiet;
    }
  }
  return combined;
}
