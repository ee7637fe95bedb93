import { HORIZON_WEEKS } from './horizon';
import { fromLogOdds, logOdds } from './logOdds';

const LOWEST = 1e-9;
const EPSS_LOWEST = 1e-5;

function clip(value: number, lowest: number): number {
  return Math.min(1 - lowest, Math.max(lowest, value));
}

/**
 * A fresh EPSS value sets the first 30 days, then gives way to our own curve.
 *
 * EPSS is a chance over 30 days, so its weekly hazard is `1 − (1 − epss)^(7/30)`. Weeks 1 to 4 take it as it is. Week t
 * of 5 to 11 pools both in log-odds, EPSS with the fixed weight (12 − t) / 8; the first two days of week 5 still belong
 * to EPSS, so that the chance over 30 days is EPSS exactly. From week 12 on our curve stands alone.
 *
 * The weights are fixed and EPSS is never trained on: the value is that of the EPSS version in force on its day. Version 4
 * took over from version 3 on 2025-03-17, and both measure differently, so values of the two sides are no series: a step
 * on that day is a change of the instrument, not of the vulnerability.
 *
 * @param hazard - our 52 weekly chances that exploitation begins
 * @param epss - chance over 30 days in [0, 1], clipped to [1e-5, 1 − 1e-5]
 * @public
 */
export function poolWithEpss(
  hazard: ArrayLike<number>,
  epss: number,
): Float64Array {
  const pooled = Float64Array.from(hazard);
  const daily = 1 - clip(epss, EPSS_LOWEST);
  const epssHazard = 1 - Math.pow(daily, 7 / 30);
  const epssLogOdds = logOdds(epssHazard);
  for (let week = 1; week <= Math.min(11, HORIZON_WEEKS); week++) {
    if (week <= 4) {
      pooled[week - 1] = epssHazard;
      continue;
    }
    const weight = (12 - week) / 8;
    const blended = fromLogOdds(
      weight * epssLogOdds +
        (1 - weight) * logOdds(clip(hazard[week - 1], LOWEST)),
    );
    pooled[week - 1] =
      week === 5
        ? 1 - Math.pow(1 - epssHazard, 2 / 7) * Math.pow(1 - blended, 5 / 7)
        : blended;
  }
  return pooled;
}
