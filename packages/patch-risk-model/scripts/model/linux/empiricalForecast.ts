import type { DurationForecast } from '../families/durationTable';

/**
 * What the lags of earlier fixes say of the next one: the Kaplan–Meier curve,
 * which without censoring is the share of lags, and their quantiles.
 *
 * @param lags - days of at least one earlier fix
 */
export function empiricalForecast(lags: readonly number[]): DurationForecast {
  const sorted = [...lags].sort((a, b) => a - b);
  const after = (day: number) =>
    sorted.filter(lag => lag > day).length / sorted.length;
  const quantile = (level: number) =>
    sorted[Math.max(0, Math.ceil(level * sorted.length) - 1)];
  return {
    survivalProbabilities: [after(30), after(90), after(180)],
    medianDays: quantile(0.5),
    lower80Days: quantile(0.1),
    upper80Days: quantile(0.9),
  };
}
