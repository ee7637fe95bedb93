import type { DiscoveryProblem } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { RecordProblem } from '@patch-risk/match';

/** A problem of a reader as the API tells it. */
export function toProblem(problem: RecordProblem): DiscoveryProblem {
  const { record, field, value, reason, remedy } = problem;
  return {
    record,
    field,
    value,
    reason,
    remedy: remedy ?? 'Correct it in the source, and import it again',
  };
}
