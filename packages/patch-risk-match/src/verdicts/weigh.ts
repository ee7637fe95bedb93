import type { FindingStatus } from '../records/FindingStatus';
import type { RowVerdict } from './RowVerdict';

/** A row that could not be compared is a finding all the same, with this much of its confidence. */
const UNCOMPARED_FACTOR = 0.3;
const UNDER_INVESTIGATION_FACTOR = 0.5;

/** Confidence, in [0, 1], that a row gives to a status. */
export function weigh(
  { status, productConfidence, comparison }: RowVerdict,
  merged: FindingStatus,
) {
  let weight = productConfidence;
  if (merged === 'unknown' || status === 'unknown') weight *= UNCOMPARED_FACTOR;
  if (merged === 'under_investigation') weight *= UNDER_INVESTIGATION_FACTOR;
  // A version that nobody could read is no proof of a line of versions either.
  return comparison === 'incomparable' && merged !== 'unknown'
    ? weight * UNCOMPARED_FACTOR
    : weight;
}
