import type { ForecastSummary } from '@patch-risk/backstage-plugin-patch-risk-common';

function days(count: number): string {
  const whole = Math.round(count);
  return `${whole} ${whole === 1 ? 'day' : 'days'}`;
}

/** A forecast in one sentence, with its 80 % interval; says so when there is none. */
export function describeForecast(forecast: ForecastSummary): string {
  if (forecast.abstained) {
    return `none: ${forecast.abstained}`;
  }
  if (forecast.basis === 'available') {
    return 'a fix is available';
  }
  const { medianDays, lower80Days, upper80Days } = forecast;
  if (medianDays === undefined) {
    return 'more likely than not, no fix within a year';
  }
  const interval =
    lower80Days === undefined
      ? ''
      : `, 80 % interval from ${days(lower80Days)} to ${
          upper80Days === undefined ? 'more than a year' : days(upper80Days)
        }`;
  return `a fix in ${days(medianDays)} (median${interval})`;
}
