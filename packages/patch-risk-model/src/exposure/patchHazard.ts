import { delayMass } from './deploymentDelay';
import { HORIZON_WEEKS } from './horizon';
import type { DelayComponent } from './types';

/** Below this chance of being open, the next week counts as patched. */
const NOBODY_LEFT = 1e-12;

/**
 * `f(t)` under *wait*: chance in week t that the device gets patched, given that it is open.
 *
 * The fix appears in week s with mass `m(s) = S(s − 1) − S(s)`, `S(0) = 1`; installation takes d ≥ 0 weeks with mass
 * g(d). Patched in week t has mass `q(t) = Σ_s m(s) · g(t − s)`, and `f(t) = q(t) / (1 − Σ_{s<t} q(s))`; where at most
 * 1e-12 is left open, f is 1.
 *
 * @param fixSurvival - 52 chances that no fix exists at the end of week t
 * @returns 52 weekly chances in [0, 1]
 * @public
 */
export function waitPatchHazard(
  fixSurvival: ArrayLike<number>,
  delay: readonly DelayComponent[],
): Float64Array {
  const installs = delayMass(delay);
  const hazard = new Float64Array(HORIZON_WEEKS);
  const appears = new Float64Array(HORIZON_WEEKS);
  let before = 1;
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    appears[week] = before - fixSurvival[week];
    before = fixSurvival[week];
  }
  let open = 1;
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    let patched = 0;
    for (let fix = 0; fix <= week; fix++) {
      patched += appears[fix] * installs[week - fix];
    }
    hazard[week] =
      open > NOBODY_LEFT ? Math.min(1, Math.max(0, patched / open)) : 1;
    open -= patched;
  }
  return hazard;
}

/**
 * `f(t)` under *plan*: nothing is installed before the planned week k; in it the installation succeeds with the
 * documented chance if the fix exists by then, `success · (1 − S(k))`; after it the usual hazard goes on.
 *
 * @param planWeek - 1 to 52; later means that nothing happens within the horizon
 * @public
 */
export function planPatchHazard(options: {
  wait: ArrayLike<number>;
  fixSurvival: ArrayLike<number>;
  planWeek: number;
  success: number;
}): Float64Array {
  const { wait, fixSurvival, planWeek, success } = options;
  const hazard = new Float64Array(HORIZON_WEEKS);
  for (let week = 1; week <= HORIZON_WEEKS; week++) {
    if (week === planWeek) {
      hazard[week - 1] = success * (1 - fixSurvival[week - 1]);
    } else if (week > planWeek) {
      hazard[week - 1] = wait[week - 1];
    }
  }
  return hazard;
}

/** Chance that the device is still open at the end of each week: `Π(1 − f)`. @public */
export function openSurvival(patchHazard: ArrayLike<number>): Float64Array {
  const survival = new Float64Array(HORIZON_WEEKS);
  let open = 1;
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    open *= 1 - patchHazard[week];
    survival[week] = open;
  }
  return survival;
}
