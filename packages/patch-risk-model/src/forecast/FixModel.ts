import type { InputProfile } from '../monitor/InputProfile';
import type { AgeBin } from './hazard/AgeHazard';
import type { LogisticModel } from './logistic/LogisticModel';
import type { ModelCard } from './ModelCard';

/** Shape of models/fix-v1.json. */
export interface FixModel {
  version: string;
  card: ModelCard;
  /** How the inputs of `atDisclosure` were distributed in training. */
  inputs?: InputProfile;
  /** Chance that the advisory names a fix on the day of disclosure. */
  atDisclosure: LogisticModel;
  /** Shrunk log-odds of a fix at disclosure, by normalised vendor. */
  vendorLogOdds: Record<string, number>;
  bins: AgeBin[];
  /** Hazard of a fix after a disclosure without one. */
  late: LogisticModel;
  ageDistribution: { ageDays: number; share: number }[];
  /** Oldest age (days) at which late fixes were observed. */
  oldestAgeDays: number;
  /** Vendors whose late fixes were followed up, normalised. */
  followedVendors: string[];
  /** Chance a year that a vendor that plans no fix gives one after all. */
  reversalAnnualProbability: number;
}
