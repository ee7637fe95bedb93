import type { FixCaseForecast } from '../cases/FixCaseForecast';
import { chanceByDay } from './chanceByDay';
import { dayOfChance } from './dayOfChance';
import type { PooledFixModel } from './PooledFixModel';

/** Days at which a case's chances are given. */
export const FORECAST_DAYS: readonly number[] = [0, 7, 30, 90, 180, 365];

/** A curve as the forecast of a case: chances at the days, median, 80 % interval. */
export function forecastFromCurve(options: {
  model: Pick<PooledFixModel, 'edges' | 'intervalLevels'>;
  fixedProbabilities: readonly number[];
  days?: readonly number[];
  abstained?: string;
}): FixCaseForecast {
  const {
    model,
    fixedProbabilities,
    days = FORECAST_DAYS,
    abstained,
  } = options;
  const { edges } = model;
  const [lower, upper] = model.intervalLevels;
  const dayOf = (level: number) =>
    dayOfChance(edges, fixedProbabilities, level);
  return {
    fixedProbabilities: days.map(day =>
      chanceByDay(edges, fixedProbabilities, day),
    ),
    medianDays: dayOf(0.5),
    lower80Days: dayOf(lower),
    upper80Days: dayOf(upper),
    ...(abstained === undefined ? {} : { abstained }),
  };
}
