import type { FindingStatus } from '../records/FindingStatus';

/** What hides least comes first: it counts where statements of one document contradict each other. */
const CAUTION: readonly FindingStatus[] = [
  'affected',
  'under_investigation',
  'unknown',
  'fixed',
  'not_affected',
];

/** Of two statuses the one that hides less. */
export function moreCautious(
  left: FindingStatus,
  right: FindingStatus,
): FindingStatus {
  return CAUTION.indexOf(left) <= CAUTION.indexOf(right) ? left : right;
}
