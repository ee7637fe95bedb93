import type { JiraStandIn } from './JiraStandIn';

/** A key that more than one issue carries. */
export interface Duplicate {
  key: string;
  issues: string[];
}

/**
 * Issues that were made twice for one task: those that share a label of the form `patch-risk-…`. The harness asks this
 * after every run, and a client without look-up does not pass.
 */
export function findDuplicates(standIn: JiraStandIn): Duplicate[] {
  const byKey = new Map<string, string[]>();
  for (const issue of standIn.store.all()) {
    for (const label of issue.fields.labels) {
      if (label.startsWith('patch-risk-')) {
        byKey.set(label, [...(byKey.get(label) ?? []), issue.key]);
      }
    }
  }
  return [...byKey]
    .filter(([, issues]) => issues.length > 1)
    .map(([key, issues]) => ({ key, issues }));
}
