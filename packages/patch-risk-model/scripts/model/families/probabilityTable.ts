import { averagePrecision } from '../../../src/evaluate/averagePrecision';
import { brierScore } from '../../../src/evaluate/brierScore';
import { clusteredBootstrap } from '../../../src/evaluate/clusteredBootstrap';
import { expectedCalibrationError } from '../../../src/evaluate/expectedCalibrationError';
import type { Forecasts } from '../../../src/evaluate/Forecasts';
import { recallAtShare } from '../../../src/evaluate/recallAtShare';
import { rocAuc } from '../../../src/evaluate/rocAuc';
import type { Figure, FigureTable } from './FigureTable';

const FIGURES = {
  AUC: rocAuc,
  'average precision': averagePrecision,
  'recall at 5 %': (forecasts: Forecasts) => recallAtShare(forecasts, 0.05),
  Brier: (forecasts: Forecasts) => brierScore(forecasts),
  ECE: (forecasts: Forecasts) => expectedCalibrationError(forecasts),
  'expected / observed': expectedToObserved,
} as const;

type FigureName = keyof typeof FIGURES;

/** A row of a held-out part. */
export interface HeldOutRow {
  outcome: 0 | 1;
  /** What is drawn together: the advisory, or the vulnerability. */
  cluster: string;
  weight?: number;
}

/**
 * The figures of probabilities of several models and baselines on the same
 * rows, with 80 % intervals by a seeded bootstrap of clusters.
 */
export function probabilityTable(options: {
  title: string;
  rows: readonly HeldOutRow[];
  forecasts: readonly {
    name: string;
    kind: 'model' | 'baseline';
    /** One for each row. */
    probabilities: readonly number[];
  }[];
  figures?: readonly FigureName[];
  seed: number;
  note?: string;
  digits?: number;
}): FigureTable {
  const { title, rows, forecasts, seed, note, digits } = options;
  const figures =
    options.figures ?? (['AUC', 'average precision', 'Brier', 'ECE'] as const);
  const clusters = rows.map(row => row.cluster);
  return {
    title,
    rows: rows.length,
    clusters: new Set(clusters).size,
    events: rows.filter(row => row.outcome === 1).length,
    figures,
    digits,
    note,
    entries: forecasts.map(({ name, kind, probabilities }) => {
      // In the order of the forecasts once: each figure then sorts what is sorted already.
      const order = Uint32Array.from(rows.keys()).sort(
        (a, b) => probabilities[b] - probabilities[a],
      );
      const sorted = {
        probabilities: Float64Array.from(order, row => probabilities[row]),
        outcomes: Float64Array.from(order, row => rows[row].outcome),
      };
      const own = Float64Array.from(order, row => rows[row].weight ?? 1);
      const intervals = clusteredBootstrap({
        clusters,
        seed,
        figures: drawn => {
          // A row that is drawn twice weighs twice, one that is not drawn nothing.
          const counts = new Uint16Array(rows.length);
          for (const row of drawn) {
            counts[row]++;
          }
          const weights = new Float64Array(order.length);
          for (let place = 0; place < order.length; place++) {
            weights[place] = counts[order[place]] * own[place];
          }
          return Object.fromEntries(
            figures.map(figure => [
              figure,
              FIGURES[figure]({ ...sorted, weights }),
            ]),
          ) as Record<FigureName, number | undefined>;
        },
      });
      return {
        name,
        kind,
        figures: figures.map(figure => toFigure(intervals[figure])),
      };
    }),
  };
}

function toFigure(interval: {
  value: number | undefined;
  low: number | undefined;
  high: number | undefined;
}): Figure | undefined {
  const { value, low, high } = interval;
  return value === undefined ? undefined : { value, low, high };
}

function expectedToObserved(forecasts: Forecasts): number | undefined {
  const { probabilities, outcomes, weights } = forecasts;
  let expected = 0;
  let observed = 0;
  for (let row = 0; row < probabilities.length; row++) {
    const weight = weights?.[row] ?? 1;
    expected += weight * probabilities[row];
    observed += weight * outcomes[row];
  }
  return observed > 0 ? expected / observed : undefined;
}
