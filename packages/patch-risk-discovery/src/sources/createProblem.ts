import { cleanText, type RecordProblem } from '@patch-risk/match';
import type { SourceItem } from './SourceReader';

/**
 * A problem as an item of a reader, with the offending value cleaned and shortened.
 *
 * @param problem - `value` as it came
 */
export function createProblem(
  problem: RecordProblem,
): Extract<SourceItem, { kind: 'problem' }> {
  return {
    kind: 'problem',
    problem: {
      ...problem,
      value:
        problem.value === undefined
          ? undefined
          : cleanText(problem.value.slice(0, 2000), 200),
    },
  };
}
