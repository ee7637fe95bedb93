/** What the API answers, read as plain JSON. */
export interface AnsweredAssessment {
  deviceRef: string;
  state: string;
  reason?: string;
  assessedAt: string;
  index: number;
  interval: { low: number; high: number };
  band: string;
  loss: number;
  probability: number;
  planIndex: number;
  anomalyLoss: number;
  groups: AnsweredGroup[];
}

export interface AnsweredCurve {
  key: string;
  kind: string;
  values: number[];
}

export interface AnsweredChance {
  openCurve: AnsweredCurve;
  patchHazard: number[];
  hitProbability: number;
  exploitedBeforePatchProbability: number;
}

export interface AnsweredGroup {
  title: string;
  cves: string[];
  remediationState: string;
  impact: number;
  reach: number;
  beginHazard: AnsweredCurve;
  fixCurve: AnsweredCurve;
  wait: AnsweredChance;
  plan: AnsweredChance;
  loss: number;
  share: number;
  dropIfFixed: number;
  exploited: boolean;
  decision: string;
  fixForecast: {
    lower80Days?: number;
    medianDays?: number;
    upper80Days?: number;
  };
  deployForecast: Record<string, number | string | undefined>;
  factors: { factor: string; contribution: number }[];
  inputs: {
    input: string;
    value: string;
    date?: string;
    imputed?: boolean;
  }[];
}

/** What the assessment does not hold: the device as the catalog describes it, and its anomalies. */
export interface DeviceContext {
  pastEndOfSupport: boolean;
  openAnomalies: string[];
  criticality: number;
  safety: number;
}
