import type { OtFixOutcome } from '../../forecast/fix/OtFixOutcome';
import { createRandom } from '../../learn/createRandom';
import type { DatedFixCase } from './DatedFixCase';

/** Rows of an advisory that are learned from, in each view. */
const MOST_ROWS = 40;
const SEED = 20_240_101;

/**
 * Cases from a feed in the views in which the model of OT advisories learns
 * them: the text of the product, that of all products of the advisory, no text,
 * and no product either (docs/models/fix-ot.md). Within an advisory and view
 * weights add up to one.
 */
export function otFixOutcomes(cases: readonly DatedFixCase[]): OtFixOutcome[] {
  const random = createRandom(SEED);
  const outcomes: OtFixOutcome[] = [];
  for (const [advisory, all] of byAdvisory(cases)) {
    const text = [
      ...new Set(all.map(({ fixCase }) => fixCase.productsAffectedText ?? '')),
    ].join('; ');
    const drawn = all
      .map(each => ({ each, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, MOST_ROWS)
      .map(({ each }) => each);
    for (const { released, hasFix, fixCase } of drawn) {
      const row = { advisory, released, hasFix, weight: 1 / drawn.length };
      const untold = { ...fixCase, productsAffectedText: undefined };
      outcomes.push(
        { ...row, isHistory: true, fixCase },
        {
          ...row,
          isHistory: false,
          fixCase: { ...fixCase, productsAffectedText: text },
        },
        { ...row, isHistory: false, fixCase: untold },
        {
          ...row,
          isHistory: false,
          fixCase: { ...untold, product: undefined },
        },
      );
    }
  }
  return outcomes;
}

function byAdvisory(
  cases: readonly DatedFixCase[],
): Map<string, DatedFixCase[]> {
  const groups = new Map<string, DatedFixCase[]>();
  for (const each of cases) {
    const known = groups.get(each.advisory);
    if (known) {
      known.push(each);
    } else {
      groups.set(each.advisory, [each]);
    }
  }
  return groups;
}
