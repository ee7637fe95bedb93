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
  const movedBegin = new Float64Array(HORIZON_WEEKS);
  const stays = new Float64Array(HORIZON_WEEKS);
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
    // Two loops, so that the divisions need not wait for the chain: this is where a full pass spends its time.
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const w = begin[week] * beginOdds;
      movedBegin[week] = w / (1 - begin[week] + w);
      const open = 1 - patch[week];
      stays[week] = open / (open + patch[week] * patchOdds);
    }
    let quiet = 1;
    let active = 0;
    let hit = 0;
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const begins = quiet * movedBegin[week];
      const struck = (active + begins) * movedReach;
      hit += struck;
      active = (active + begins - struck) * stays[week];
      quiet = (quiet - begins) * stays[week];
    }
    losses[i] = lossOf(hit, movedImpact);
  }
  return losses;
}
