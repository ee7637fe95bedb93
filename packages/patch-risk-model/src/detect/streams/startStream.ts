import { firstStreamState } from './firstStreamState';
import type { StreamPoint } from './StreamPoint';
import type { StreamProfile } from './StreamProfile';
import type { StreamState } from './StreamState';

/** Points that the tail of a profile is worth. */
const PROFILE_POINTS = 500;

/**
 * The state after a stream's first point when streams of its kind are known: it
 * is judged from its 13th point on, in place of three hours and 36 points.
 *
 * @public
 */
export function startStream(
  profile: StreamProfile,
  point: StreamPoint,
): StreamState {
  const state = firstStreamState(point);
  return {
    ...state,
    tail: {
      ...state.tail,
      rows: PROFILE_POINTS,
      exceedances: Math.round(PROFILE_POINTS * profile.exceedanceRate),
      meanExcess: profile.meanExcess,
    },
    scaleShare: profile.scaleShare,
  };
}
