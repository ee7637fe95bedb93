import { defaultScoreTables, lossAtIndex } from '@patch-risk/model';

/**
 * Where a device without an assessment stands in a list by L: just below the threshold of the medium band as delivered,
 * so above everything low and below everything medium.
 */
export const UNASSESSED_SORT_KEY =
  lossAtIndex(defaultScoreTables.bands.medium) * (1 - 1e-9);
