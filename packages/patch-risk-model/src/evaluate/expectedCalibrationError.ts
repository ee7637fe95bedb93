import type { Forecasts } from './Forecasts';
import { reliabilityCurve } from './reliabilityCurve';

/**
 * ECE = Σ share of the bin · |mean probability − share of events| over bins of
 * equal weight (Naeini, Cooper, Hauskrecht 2015).
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function expectedCalibrationError(
  forecasts: Forecasts,
  bins: number = 10,
): number {
  let sum = 0;
  for (const bin of reliabilityCurve(forecasts, bins)) {
    sum += bin.share * Math.abs(bin.meanProbability - bin.meanOutcome);
  }
  return sum;
}
