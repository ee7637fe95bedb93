import type { StreamOptions } from './StreamOptions';
import type { StreamState } from './StreamState';
import { timeGain } from './timeGain';

const TO_SIGMA = 1.2533;
/** Residuals beyond this many scales are cut before they teach anything. */
const HUBER = 3;
/** A surprising point moves the level this much slower. */
const SUSPICION = 0.1;
/** Points before residuals are cut. */
const UNCUT_POINTS = 12;
/** Least spread, relative to the level. */
const SCALE_FLOOR = 0.01;

/** Level and scale after an ordinary point (Huber's cut, then exponential). */
export function learnLevel(
  state: StreamState,
  seen: { residual: number; suspicious: boolean; elapsedHours: number },
  options: StreamOptions,
): Pick<StreamState, 'level' | 'scale'> {
  const { residual, suspicious, elapsedHours } = seen;
  const young = 1 / (state.levelPoints + 1);
  const limit =
    state.points < UNCUT_POINTS
      ? Number.POSITIVE_INFINITY
      : HUBER * Math.max(state.scale, SCALE_FLOOR * Math.abs(state.level));
  const cut = Math.min(Math.max(residual, -limit), limit);
  const slow = suspicious ? SUSPICION : 1;
  const levelGain = Math.max(timeGain(elapsedHours, options.levelHours), young);
  const scaleGain = Math.max(
    timeGain(elapsedHours, options.scaleHours),
    1 / (state.points + 1),
  );
  const spread = Math.abs(cut) * TO_SIGMA;
  return {
    level: state.level + slow * levelGain * cut,
    scale: state.scale + slow * scaleGain * (spread - state.scale),
  };
}
