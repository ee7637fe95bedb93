import { HORIZON_WEEKS } from './horizon';
import type { DelayComponent } from './types';

/**
 * `f(t)` under *wait*: chance in week t that the device gets patched, given that it is open: the hazard of the discrete
 * convolution of the fix forecast with the deployment delay.
 *
 * The fix appears in week s with mass `m(s) = S(s − 1) − S(s)`, `S(0) = 1`; installation takes d ≥ 0 weeks with mass
 * `Σ_k weight_k · h_k · (1 − h_k)^d`. As each part of the delay has no memory, the convolution is one pass over the mass
 * that waits for its installation, without the differences that would lose digits where little is left open:
 * `a_k = b_k + weight_k · m(t)`, `f = Σ h_k a_k / (S(t − 1) + Σ b_k)`, then `b_k = (1 − h_k) · a_k`. Where nothing is
 * left open, f is 1.
 *
 * @param fixSurvival - 52 chances that no fix exists at the end of week t
 * @returns 52 weekly chances in [0, 1]
 * @public
 */
export function waitPatchHazard(
  fixSurvival: ArrayLike<number>,
  delay: readonly DelayComponent[],
): Float64Array {
  const hazard = new Float64Array(HORIZON_WEEKS);
  const waiting = new Float64Array(delay.length);
  let before = 1;
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    const appears = before - fixSurvival[week];
    let open = before;
    let patched = 0;
    for (let part = 0; part < delay.length; part++) {
      const { weight, weeklyHazard } = delay[part];
      open += waiting[part];
      const ready = waiting[part] + weight * appears;
      patched += ready * weeklyHazard;
      waiting[part] = ready * (1 - weeklyHazard);
    }
    hazard[week] = open > 0 ? Math.min(1, Math.max(0, patched / open)) : 1;
    before = fixSurvival[week];
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
