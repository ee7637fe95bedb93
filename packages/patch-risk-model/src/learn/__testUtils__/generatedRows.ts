import { sigmoid } from '../../forecast/logistic/sigmoid';
import { createRandom } from '../createRandom';
import type { LearnRow } from '../LearnRow';

/**
 * The rows that the reference figures were computed on: mulberry32 with seed
 * 42, drawn in this order.
 */
export function generatedRows(options: { weighted: boolean }): LearnRow[] {
  const random = createRandom(42);
  const rows: LearnRow[] = [];
  for (let index = 0; index < 400; index++) {
    const a = random() * 4 - 2;
    const b = random() < 0.3 ? 1 : 0;
    const c = random() * 100;
    const d = a * 0.5 + random();
    const chance = sigmoid(-0.5 + 1.2 * a - 0.8 * b + 0.02 * c - 0.6 * d);
    const outcome = random() < chance ? 1 : 0;
    const weight = 0.5 + random() * 2;
    rows.push({
      values: { a, b, c, d },
      outcome,
      weight: options.weighted ? weight : undefined,
    });
  }
  return rows;
}
