import type { FixCaseForecast } from '../cases/FixCaseForecast';
import { chanceByDay } from './chanceByDay';
import { dayOfChance } from './dayOfChance';

/** Days at which a case's chances are given. */
export const FORECAST_DAYS: readonly number[] = [0, 7, 30, 90, 180, 365];

/** A curve as the forecast of a case: chances at the days, median, 80 % interval. */
export function forecastFromCurve(options: {
  edges: readonly number[];
  fixedProbabilities: readonly number[];
  days?: readonly number[];
  abstained?: string;
}): FixCaseForecast {
  const {
    edges,
    fixedProbabilities,
    days = FORECAST_DAYS,
    abstained,
  } = options;
  const dayOf = (level: number) =>
    dayOfChance(edges, fixedProbabilities, level);
  return {
    fixedProbabilities: days.map(day =>
      chanceByDay(edges, fixedProbabilities, day),
    ),
    medianDays: dayOf(0.5),
    lower80Days: dayOf(0.1),
    upper80Days: dayOf(0.9),
    ...(abstained === undefined ? {} : { abstained }),
  };
}
