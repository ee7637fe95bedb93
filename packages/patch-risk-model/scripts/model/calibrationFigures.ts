import { createRandom } from './createRandom';

export interface Prediction {
  probability: number;
  outcome: 0 | 1;
  /** Rows of one cluster are resampled together. */
  cluster: string;
  weight: number;
}

export interface CalibrationFigures {
  rows: number;
  cases: number;
  clusters: number;
  meanPredicted: number;
  meanObserved: number;
  ece: number;
  eceLow: number;
  eceHigh: number;
  brier: number;
  logLoss: number;
  auc: number;
  aucLow: number;
  aucHigh: number;
  /** Share of the cases within the tenth of rows with the highest forecast. */
  topTenthCapture: number;
}

const BINS = 10;
const RESAMPLES = 200;

/**
 * Figures of predicted probabilities against outcomes, weighted.
 *
 * ECE: rows are sorted by prediction and cut into ten bins of equal weight
 * (rows of equal prediction stay together); ECE = Σ share of bin · |mean
 * prediction − mean outcome| (Naeini, Cooper, Hauskrecht 2015). Intervals: 10th
 * to 90th percentile of 200 seeded bootstrap samples of clusters.
 */
export function calibrationFigures(
  predictions: readonly Prediction[],
  seed: number,
): CalibrationFigures {
  const point = figures(predictions);
  const clusters = new Map<string, Prediction[]>();
  for (const prediction of predictions) {
    const members = clusters.get(prediction.cluster) ?? [];
    members.push(prediction);
    clusters.set(prediction.cluster, members);
  }
  const groups = [...clusters.values()];
  const random = createRandom(seed);
  const eces: number[] = [];
  const aucs: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const drawn: Prediction[] = [];
    for (let draw = 0; draw < groups.length; draw++) {
      drawn.push(...groups[Math.floor(random() * groups.length)]);
    }
    const { ece, auc } = figures(drawn);
    eces.push(ece);
    if (!Number.isNaN(auc)) {
      aucs.push(auc);
    }
  }
  return {
    rows: predictions.length,
    cases: predictions.filter(each => each.outcome === 1).length,
    clusters: groups.length,
    ...point,
    eceLow: percentile(eces, 0.1),
    eceHigh: percentile(eces, 0.9),
    aucLow: percentile(aucs, 0.1),
    aucHigh: percentile(aucs, 0.9),
  };
}

function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

function figures(predictions: readonly Prediction[]) {
  const sorted = [...predictions].sort((a, b) => a.probability - b.probability);
  let total = 0;
  let cases = 0;
  let predicted = 0;
  let brier = 0;
  let logLoss = 0;
  for (const { probability, outcome, weight } of sorted) {
    total += weight;
    cases += weight * outcome;
    predicted += weight * probability;
    brier += weight * (probability - outcome) ** 2;
    const safe = Math.min(Math.max(probability, 1e-12), 1 - 1e-12);
    logLoss -= weight * Math.log(outcome === 1 ? safe : 1 - safe);
  }
  let seen = 0;
  let ece = 0;
  let binGap = 0;
  let binEnd = total / BINS;
  let controlsBelow = 0;
  let concordant = 0;
  let captured = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let tieCases = 0;
    let tieControls = 0;
    while (
      end < sorted.length &&
      sorted[end].probability === sorted[start].probability
    ) {
      const { probability, outcome, weight } = sorted[end];
      tieCases += weight * outcome;
      tieControls += weight * (1 - outcome);
      binGap += weight * (probability - outcome);
      end++;
    }
    const weight = tieCases + tieControls;
    concordant += tieCases * (controlsBelow + tieControls / 2);
    controlsBelow += tieControls;
    const inTop = Math.min(Math.max(seen + weight - 0.9 * total, 0), weight);
    captured += (tieCases * inTop) / weight;
    seen += weight;
    start = end;
    if (seen >= binEnd - 1e-9 || start === sorted.length) {
      ece += Math.abs(binGap) / total;
      binGap = 0;
      while (binEnd <= seen + 1e-9) {
        binEnd += total / BINS;
      }
    }
  }
  return {
    meanPredicted: predicted / total,
    meanObserved: cases / total,
    ece,
    brier: brier / total,
    logLoss: logLoss / total,
    auc: concordant / (cases * (total - cases)),
    topTenthCapture: captured / cases,
  };
}
