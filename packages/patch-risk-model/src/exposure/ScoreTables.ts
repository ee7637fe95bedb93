import type {
  AttackVector,
  ControlKind,
  CriticalityClass,
  ExposureClass,
  RiskBandName,
  SafetyClass,
  UpdateChannel,
} from './types';

/** A value of a table with where it comes from and what it moves. @public */
export interface TableEntry {
  value: number;
  source: string;
  sensitivity: string;
}

/** Weights of a population; they add up to 1. @public */
export type PopulationWeights<TKey extends string> = Record<TKey, number>;

/**
 * Every table and constant of the score that an organisation may set.
 *
 * @public
 */
export interface ScoreTables {
  /** Names the tables in every assessment; changes with any value. */
  version: string;
  reach: {
    /** Weekly chance of success while exploitation is active. */
    exposure: Record<ExposureClass, TableEntry>;
    /** Log-odds by Purdue level `0`, `1`, `2`, `3`, `3.5`, `4`, `5`. */
    purdueLevel: Record<string, TableEntry>;
    /** Log-odds by IEC 62443 security level `0` to `4`. */
    securityLevel: Record<string, TableEntry>;
    /** Log-odds of a compensating control; each kind counts once. */
    control: Record<ControlKind, TableEntry>;
    /** The most, in log-odds, that controls together take off; positive. */
    maximumControlLogOdds: number;
    /** Log-odds of the gravest recent anomaly. */
    anomaly: Record<RiskBandName, TableEntry>;
    /** Log-odds by the attack vector of CVSS. */
    attackVector: Record<AttackVector, TableEntry>;
    /** Highest weekly chance, however exposed. */
    maximum: number;
    /** Population of exposure classes by Purdue level; `unknown` where that is missing too. */
    exposurePopulation: Record<string, PopulationWeights<ExposureClass>>;
    /** Mean log-odds of the zone by exposure class; `unknown` where that is missing too. */
    purdueLevelPopulation: Record<ExposureClass | 'unknown', number>;
    attackVectorPopulation: PopulationWeights<AttackVector>;
  };
  impact: {
    criticality: Record<CriticalityClass, TableEntry>;
    safety: Record<SafetyClass, TableEntry>;
    criticalityPopulation: PopulationWeights<CriticalityClass>;
    safetyPopulation: Record<
      CriticalityClass | 'unknown',
      PopulationWeights<SafetyClass>
    >;
    /** Mean CVSS impact in [0, 1] where neither vector nor base score is known. */
    cvssImpactPopulation: number;
  };
  deployment: {
    /** Weekly chance of trying to install an available fix, without change windows. */
    channel: Record<UpdateChannel, TableEntry>;
    /** Chance that one change window is used for it. */
    windowUse: Record<UpdateChannel, TableEntry>;
    channelPopulation: PopulationWeights<UpdateChannel>;
    /** Chance that an installation fails and is tried again in the next window, or week without windows. */
    failure: Record<UpdateChannel, TableEntry>;
    /** Chance that a planned installation succeeds in its week. */
    planSuccess: TableEntry;
  };
  anomaly: {
    /** Chance that an open anomaly is an intrusion. */
    intrusion: Record<RiskBandName, TableEntry>;
    /** Highest chance for all open anomalies of a device together. */
    maximum: number;
  };
  /** Standard deviations in log-odds of the draws, for a known and for an imputed input. */
  spread: Record<
    'hazard' | 'reach' | 'delay' | 'impact',
    { known: number; imputed: number }
  >;
  /** Lowest index of each band. */
  bands: Record<'critical' | 'high' | 'medium', number>;
}
