import type { DelayComponent } from '../types';
import type { CodedColumn } from './CodedColumn';
import type { HazardBins } from './HazardBins';

/**
 * Findings in columns, each a fix group of its own, and the tables that their codes point into.
 *
 * @public
 */
export interface FindingBatch {
  count: number;
  /** Days from disclosure to the day of the forecast, at least 0. */
  ageDays: Uint16Array;
  exploit: { baseline: number; columns: CodedColumn[]; bins: HazardBins };
  fix: {
    /** 0 available, 1 announced with a date, 2 none available, 3 no fix planned, 4 unknown. */
    state: Uint8Array;
    /** Days until the announced date; read for state 1 only. */
    plannedInDays: Int16Array;
    /** Log-odds of a fix at disclosure; read for state 4 only. */
    disclosure: { baseline: number; columns: CodedColumn[] };
    /** Hazard of a fix after a disclosure without one. */
    late: {
      baseline: number;
      columns: CodedColumn[];
      bins: HazardBins;
      /** Older ages count as this one. */
      oldestAgeDays: number;
    };
    /** Hazard around an announced date, by days since `earlyDays` before it. */
    announced: { bins: HazardBins; earlyDays: number };
    /** Chance a year that a vendor that plans no fix gives one after all. */
    reversalAnnualProbability: number;
  };
  delay: { codes: Uint8Array; components: readonly DelayComponent[][] };
  reach: { columns: CodedColumn[]; maximum: number };
  impact: {
    cvssCodes: Uint8Array;
    cvssImpact: Float64Array;
    deviceCodes: Uint8Array;
    criticality: Float64Array;
    safety: Float64Array;
  };
}
