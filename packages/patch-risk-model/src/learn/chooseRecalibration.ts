import { brierScore } from '../evaluate/brierScore';
import { parseDay } from '../forecast/features/parseDay';
import { ModelInputError } from '../ModelInputError';
import { fitIsotonic } from './fitIsotonic';
import { fitPlatt } from './fitPlatt';
import { recalibrate } from './recalibrate';
import type { Recalibration } from './Recalibration';

/** Fewer events than this say nothing about the shape of a map. */
const FEWEST_EVENTS = 20;

/**
 * Chooses among no recalibration, Platt's and isotonic, on time that was held
 * back from the training of the model: each is fitted on the rows before
 * `judgedFrom` and judged by its Brier score on the rows from that day on. A map
 * wins only where it betters the plain forecasts by more than one standard
 * error of the paired differences; the winner is fitted again on all rows. (The
 * log-loss would be infinite where an isotonic map ends at 0.)
 *
 * @param options - `rows`: forecasts of a model that was trained on earlier
 * rows than these, each with its day
 * @returns the map, and the Brier score of each candidate on the later rows
 * @throws ModelInputError where a day is no date, or one of the parts has fewer
 * than 20 events or 20 rows without one
 *
 * @public
 */
export function chooseRecalibration(options: {
  rows: readonly {
    /** YYYY-MM-DD */
    day: string;
    probability: number;
    outcome: 0 | 1;
    weight?: number;
  }[];
  judgedFrom: string;
}): {
  recalibration: Recalibration;
  brierScores: Record<Recalibration['kind'], number>;
} {
  const { rows, judgedFrom } = options;
  const border = parseDay('judgedFrom', judgedFrom);
  const earlier: (typeof rows)[number][] = [];
  const later: (typeof rows)[number][] = [];
  for (const [index, row] of rows.entries()) {
    const isLater = parseDay(`rows[${index}].day`, row.day) >= border;
    (isLater ? later : earlier).push(row);
  }
  for (const part of [earlier, later]) {
    const events = part.filter(row => row.outcome === 1).length;
    if (events < FEWEST_EVENTS || part.length - events < FEWEST_EVENTS) {
      throw new ModelInputError({
        field: 'rows',
        value: `${part.length} rows with ${events} events ${
          part === earlier ? 'before' : 'from'
        } ${judgedFrom}`,
        remedy: `give at least ${FEWEST_EVENTS} events, and as many rows without, on both sides of the day`,
      });
    }
  }
  const candidates: Recalibration[] = [
    { kind: 'none' },
    fitPlatt(columns(earlier)),
    fitIsotonic(columns(earlier)),
  ];
  const judged = columns(later);
  const brierScores = { none: 0, platt: 0, isotonic: 0 };
  let best: Recalibration['kind'] = 'none';
  for (const candidate of candidates) {
    const probabilities = judged.probabilities.map(each =>
      recalibrate(candidate, each),
    );
    brierScores[candidate.kind] = brierScore({ ...judged, probabilities });
    const isBetter: boolean =
      brierScores[best] - brierScores[candidate.kind] >
      (best === 'none' ? standardError(judged, probabilities) : 0);
    best = isBetter ? candidate.kind : best;
  }
  return { recalibration: again(best, columns(rows)), brierScores };
}

function columns(
  rows: readonly { probability: number; outcome: 0 | 1; weight?: number }[],
) {
  return {
    probabilities: rows.map(row => row.probability),
    outcomes: rows.map(row => row.outcome),
    weights: rows.map(row => row.weight ?? 1),
  };
}

/** Of the mean difference of the squared errors of two forecasts of the same rows. */
function standardError(
  { probabilities, outcomes, weights }: ReturnType<typeof columns>,
  others: readonly number[],
): number {
  const differences = outcomes.map(
    (outcome, row) =>
      (probabilities[row] - outcome) ** 2 - (others[row] - outcome) ** 2,
  );
  let total = 0;
  let sum = 0;
  for (const [row, difference] of differences.entries()) {
    total += weights[row];
    sum += weights[row] * difference;
  }
  let squares = 0;
  for (const [row, difference] of differences.entries()) {
    squares += (weights[row] * (difference - sum / total)) ** 2;
  }
  return Math.sqrt(squares) / total;
}

function again(
  kind: Recalibration['kind'],
  forecasts: ReturnType<typeof columns>,
): Recalibration {
  switch (kind) {
    case 'platt':
      return fitPlatt(forecasts);
    case 'isotonic':
      return fitIsotonic(forecasts);
    default:
      return { kind: 'none' };
  }
}
