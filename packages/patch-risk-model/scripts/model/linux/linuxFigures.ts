import type { FixCaseForecast } from '../../../src/forecast/cases/FixCaseForecast';
import { harrellsC, integratedBrierScore } from '../../../src/evaluate';

/** Days of the mean Brier score. */
export const BRIER_DAYS: readonly number[] = [30, 90, 180];

/** A forecast beside what came. */
export interface JudgedForecast {
  /** With chances at `BRIER_DAYS`. */
  forecast: FixCaseForecast;
  days: number;
  cluster: string;
}

/** Names of the figures, in the order of the tables. */
export const LINUX_FIGURES = [
  'C',
  'IBS',
  'MAE log days',
  'coverage',
  'chance − share at 30 d',
  'at 180 d',
] as const;

/**
 * Figures of forecasts of fixes that came: Harrell's C of the median, mean
 * Brier score at 30, 90 and 180 days, mean absolute error of ln(1 + days) of
 * the median, share of fixes inside of the 80 % interval, and the mean chance
 * minus the share that was fixed.
 *
 * @param rows - which of the forecasts; one may come several times
 */
export function linuxFigures(
  judged: readonly JudgedForecast[],
  rows: Iterable<number> = judged.keys(),
): Record<(typeof LINUX_FIGURES)[number], number | undefined> {
  const chosen = Array.from(rows, row => judged[row]);
  const times = chosen.map(({ days }) => days);
  const events = times.map(() => 1);
  let error = 0;
  let inside = 0;
  const excess = BRIER_DAYS.map(() => 0);
  for (const { forecast, days } of chosen) {
    const { medianDays = 0, lower80Days = 0, upper80Days = 0 } = forecast;
    error += Math.abs(Math.log1p(medianDays) - Math.log1p(days));
    inside += days >= lower80Days && days <= upper80Days ? 1 : 0;
    for (const [index, day] of BRIER_DAYS.entries()) {
      excess[index] +=
        forecast.fixedProbabilities[index] - (days <= day ? 1 : 0);
    }
  }
  const count = chosen.length;
  return {
    C: harrellsC({
      times,
      events,
      predictedTimes: chosen.map(({ forecast }) => forecast.medianDays ?? 0),
    }),
    IBS: integratedBrierScore({
      times,
      events,
      survivalProbabilities: chosen.map(({ forecast }) =>
        forecast.fixedProbabilities.map(chance => 1 - chance),
      ),
      days: BRIER_DAYS,
    }).mean,
    'MAE log days': error / count,
    coverage: inside / count,
    'chance − share at 30 d': excess[0] / count,
    'at 180 d': excess[2] / count,
  };
}
