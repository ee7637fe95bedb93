import type { FindingStatus } from '../records/FindingStatus';
import type { CsafVulnerability } from './schema';

type ProductStatusLists = NonNullable<CsafVulnerability['product_status']>;

const statusOf: Record<keyof ProductStatusLists, FindingStatus> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  under_investigation: 'under_investigation',
  first_fixed: 'fixed',
  fixed: 'fixed',
  recommended: 'fixed',
  known_not_affected: 'not_affected',
};

// Where lists contradict each other, the status that hides least counts.
const caution: FindingStatus[] = [
  'not_affected',
  'fixed',
  'unknown',
  'under_investigation',
  'affected',
];

/**
 * The status of each product, from the eight lists of CSAF. A product named in contradicting lists
 * gets the status that hides least.
 */
export function productStatuses(
  lists: ProductStatusLists | undefined,
): Map<string, FindingStatus> {
  const statuses = new Map<string, FindingStatus>();
  for (const [name, productIds] of Object.entries(lists ?? {})) {
    const status = statusOf[name as keyof typeof statusOf];
    for (const productId of productIds ?? []) {
      const present = statuses.get(productId);
      if (
        present === undefined ||
        caution.indexOf(status) > caution.indexOf(present)
      ) {
        statuses.set(productId, status);
      }
    }
  }
  return statuses;
}
