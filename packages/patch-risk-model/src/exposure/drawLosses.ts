import type { Draw } from './draws';
import { HORIZON_WEEKS } from './horizon';
import { shiftByOddsRatio } from './logOdds';
import { lossOf } from './loss';

/** Standard deviations in log-odds of a group's inputs. @public */
export interface GroupSpread {
  hazard: number;
  reach: number;
  delay: number;
  impact: number;
}

/**
 * L of a group under each draw: begin hazards, reach, patch hazards and impact are moved in log-odds by spread × draw.
 *
 * @public
 */
export function drawLosses(options: {
  draws: readonly Draw[];
  spread: GroupSpread;
  begin: Float64Array;
  patch: Float64Array;
  reach: number;
  impact: number;
}): Float64Array {
  const { draws, spread, begin, patch, reach, impact } = options;
  const losses = new Float64Array(draws.length);
  for (let i = 0; i < draws.length; i++) {
    const draw = draws[i];
    const beginOdds = Math.exp(spread.hazard * draw.hazard);
    const patchOdds = Math.exp(spread.delay * draw.delay);
    const movedReach = shiftByOddsRatio(
      reach,
      Math.exp(spread.reach * draw.reach),
    );
    const movedImpact = shiftByOddsRatio(
      impact,
      Math.exp(spread.impact * draw.impact),
    );
    let quiet = 1;
    let active = 0;
    let hit = 0;
    // The chain of groupChance.ts, written out: this loop is where a full pass spends its time.
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const w = begin[week];
      const f = patch[week];
      const movedBegin = w * beginOdds;
      const begins = (quiet * movedBegin) / (1 - w + movedBegin);
      const struck = (active + begins) * movedReach;
      hit += struck;
      const open = 1 - f;
      const stays = open / (open + f * patchOdds);
      active = (active + begins - struck) * stays;
      quiet = (quiet - begins) * stays;
    }
    losses[i] = lossOf(hit, movedImpact);
  }
  return losses;
}
