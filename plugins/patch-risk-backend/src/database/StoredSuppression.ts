import type { FindingSuppression } from '@patch-risk/backstage-plugin-patch-risk-common';

/** What may become known of a vulnerability and puts a decision in question. */
export type NewsKind = NonNullable<FindingSuppression['questioned']>['because'];

/** Why a finding is set aside, with what was known of the vulnerability when that was decided. */
export interface StoredSuppression extends FindingSuppression {
  knownNews?: NewsKind[];
}

/** What is told of it. */
export function toFindingSuppression(
  stored: StoredSuppression,
): FindingSuppression {
  const { knownNews: _known, ...told } = stored;
  return told;
}
