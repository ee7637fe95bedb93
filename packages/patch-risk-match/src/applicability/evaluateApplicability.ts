import type { Applicability, ApplicabilityAtom } from './Applicability';

/** True, false, or undefined where it cannot be told. */
export type Truth = boolean | undefined;

/**
 * Tells whether a condition holds, in the logic of three values: what cannot be told stays so unless
 * the other terms settle it.
 *
 * @param truthOf - whether a single product is there
 */
export function evaluateApplicability(
  condition: Applicability,
  truthOf: (atom: ApplicabilityAtom) => Truth,
): Truth {
  // One term settles the whole: a false one of an AND, a true one of an OR.
  const settling = condition.operator === 'OR';
  let answer: Truth = !settling;
  for (const term of condition.terms) {
    const truth =
      'terms' in term ? evaluateApplicability(term, truthOf) : truthOf(term);
    if (truth === settling) {
      answer = settling;
      break;
    }
    if (truth === undefined) answer = undefined;
  }
  return condition.negate && answer !== undefined ? !answer : answer;
}
