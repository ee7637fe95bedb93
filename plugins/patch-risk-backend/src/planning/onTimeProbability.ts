import type { ForecastSummary } from '@patch-risk/backstage-plugin-patch-risk-common';

// 10th and 90th percentile of the standard normal distribution lie this far from its middle.
const NORMAL_P90 = 1.2815515655446004;
// Spread of the logarithm when a forecast names no interval: a factor of 3.6 to either side in four of five cases.
const STANDARD_SIGMA = 1;
const DAYS_PER_WEEK = 7;

/** Normal distribution function after Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density *
    t *
    (0.31938153 +
      t *
        (-0.356563782 +
          t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}

/** Chance that deploying takes at most so many days: log-normal through the forecast's median and 80 % interval. */
function deployedWithin(deploy: ForecastSummary, days: number): number {
  const { medianDays, lower80Days, upper80Days } = deploy;
  if (days <= 0 || medianDays === undefined) {
    return 0;
  }
  if (medianDays <= 0) {
    return 1;
  }
  const sigma =
    lower80Days !== undefined &&
    upper80Days !== undefined &&
    lower80Days > 0 &&
    upper80Days > lower80Days
      ? Math.log(upper80Days / lower80Days) / (2 * NORMAL_P90)
      : STANDARD_SIGMA;
  return normalCdf(Math.log(days / medianDays) / sigma);
}

/**
 * The chance that a device is done by its due date: `Σ_t P(fix comes in week t) · P(deployed in what is left)`, the week
 * taken at its middle.
 *
 * @param options - `daysLeft` until the end of the due date; `fixSurvival` is the weekly chance that there is no fix yet,
 * undefined when the fix is there or none is needed
 * @returns undefined when the deployment delay is not forecast
 */
export function onTimeProbability(options: {
  daysLeft: number;
  fixSurvival?: readonly number[];
  deploy?: ForecastSummary;
}): number | undefined {
  const { daysLeft, deploy, fixSurvival } = options;
  if (deploy?.medianDays === undefined) {
    return undefined;
  }
  if (!fixSurvival) {
    return deployedWithin(deploy, daysLeft);
  }
  let before = 1;
  let sum = 0;
  for (const [week, after] of fixSurvival.entries()) {
    const middle = (week + 0.5) * DAYS_PER_WEEK;
    if (middle >= daysLeft) {
      break;
    }
    sum += (before - after) * deployedWithin(deploy, daysLeft - middle);
    before = after;
  }
  return Math.min(1, Math.max(0, sum));
}
