import type {
  Decision,
  RemediationState,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** A weekly curve as it is stored: `values` is JSON, `key` the hash of it. */
export interface StoredCurve {
  key: string;
  kind:
    | 'exploitation-hazard'
    | 'fix-survival'
    | 'open-survival'
    | 'patch-hazard';
  values: string;
}

/** A scored fix group; texts that go to JSON columns are JSON already. */
export interface AssessedGroup {
  key: string;
  title: string;
  cves: string;
  findingIds: string;
  fix?: string;
  remediationState: RemediationState;
  impact: number;
  reach: number;
  beginCurve: string;
  wait: string;
  plan: string;
  loss: number;
  share: number;
  dropIfFixed: number;
  exploited: boolean;
  decision: Decision;
  fixForecast: string;
  fixCurve: string;
  deployForecast: string;
  explanationHash: string;
  /** The finding with the highest base score, which speaks for the group in events. */
  lead: { findingId: string; cve: string; baseScore?: number };
}

/** A scored device. */
export interface AssessedDevice {
  ref: string;
  loss: number;
  index: number;
  indexLow: number;
  indexHigh: number;
  band: RiskBand;
  probability: number;
  planIndex: number;
  anomalyLoss: number;
  exploitedCount: number;
  groups: AssessedGroup[];
}

/** What a worker thread gives back for a chunk. */
export interface AssessOutput {
  modelVersion: string;
  devices: AssessedDevice[];
  curves: StoredCurve[];
  explanations: { hash: string; body: string }[];
}
