import type { Forecasts } from './Forecasts';
import { thresholds } from './thresholds';

/**
 * One bin of a reliability curve.
 *
 * @public
 */
export interface ReliabilityBin {
  /** Share of the weight of all rows. */
  share: number;
  meanProbability: number;
  /** Share of events. */
  meanOutcome: number;
  lowestProbability: number;
  highestProbability: number;
}

/**
 * The rows in bins of equal weight by forecast (rows of equal forecast stay
 * together, so there may be fewer bins), from the lowest to the highest.
 *
 * @throws ModelInputError where columns differ in length or hold NaN
 *
 * @public
 */
export function reliabilityCurve(
  forecasts: Forecasts,
  bins: number = 10,
): ReliabilityBin[] {
  const steps = thresholds(forecasts);
  let total = 0;
  for (let step = 0; step < steps.count; step++) {
    total += steps.events[step] + steps.others[step];
  }
  const curve: ReliabilityBin[] = [];
  let bin = { weight: 0, predicted: 0, events: 0, lowest: 0 };
  let seen = 0;
  let end = total / bins;
  for (let step = steps.count - 1; step >= 0; step--) {
    const forecast = steps.forecasts[step];
    const weight = steps.events[step] + steps.others[step];
    if (bin.weight === 0) {
      bin.lowest = forecast;
    }
    bin.weight += weight;
    bin.predicted += weight * forecast;
    bin.events += steps.events[step];
    seen += weight;
    // Sums of weights miss the border by rounding.
    const isFull = seen >= end - 1e-9 * total || step === 0;
    if (isFull && bin.weight > 0) {
      curve.push({
        share: bin.weight / total,
        meanProbability: bin.predicted / bin.weight,
        meanOutcome: bin.events / bin.weight,
        lowestProbability: bin.lowest,
        highestProbability: forecast,
      });
      bin = { weight: 0, predicted: 0, events: 0, lowest: 0 };
      while (end <= seen + 1e-9 * total) {
        end += total / bins;
      }
    }
  }
  return curve;
}
