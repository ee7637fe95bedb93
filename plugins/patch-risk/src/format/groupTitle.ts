import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A fix group in words: its title, else its fix, else its first vulnerability. */
export function groupTitle(group: AssessmentGroup): string {
  return group.title ?? group.fix ?? group.cves[0] ?? group.key;
}
