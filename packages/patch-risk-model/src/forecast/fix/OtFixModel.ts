import type { InputProfile } from '../../monitor/InputProfile';
import type { BoostedTrees } from '../../learn/boosting/BoostedTrees';
import type { OtFixHistoryJson } from './OtFixHistory';

/**
 * Chance of a fix at disclosure, for one notion of a fix.
 *
 * @public
 */
export interface OtDisclosureModel {
  /** Day of the newest training row, YYYY-MM-DD. */
  trainedUntil: string;
  rows: number;
  advisories: number;
  history: OtFixHistoryJson;
  /** How the inputs of rows with a text were distributed; each row counts once. */
  inputs?: InputProfile;
  /** For cases whose text names version ranges. */
  withText: BoostedTrees;
  /** For cases without such a text. */
  withoutText: BoostedTrees;
}

/**
 * Weekly hazard of a fix after a disclosure without one.
 *
 * @public
 */
export interface OtLateModel {
  trainedUntil: string;
  /** First day of age of each bin; the last bin has no end. */
  fromDays: number[];
  /** Chance a day that a fix comes, for a vendor of which nothing was seen. */
  dailyHazards: number[];
  /** Factor on the hazard by normalised vendor, pooled towards 1. */
  vendorFactors: Record<string, number>;
  /** Advisories with a late fix, by normalised vendor; others had none. */
  vendorEvents: Record<string, number>;
  /** Oldest age, in days, at which a late fix was seen. */
  oldestAgeDays: number;
}

/**
 * Shape of models/fix-ot-v2.json.
 *
 * @public
 */
export interface OtFixModel {
  version: string;
  licence: string;
  attribution: string;
  /** Whether an advisory offers a fix: CSAF remediations. */
  advisories: OtDisclosureModel;
  /** Whether the list of affected products names a fixed version. */
  productLists: OtDisclosureModel;
  late: OtLateModel;
}
