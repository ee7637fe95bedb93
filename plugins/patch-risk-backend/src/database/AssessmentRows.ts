import type {
  Decision,
  RemediationState,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** A row of the table `assessments`. */
export interface AssessmentRow {
  device_ref: string;
  state: 'assessed' | 'not_assessed';
  reason: string | null;
  index: number | null;
  index_low: number | null;
  index_high: number | null;
  band: RiskBand | null;
  loss: number | null;
  probability: number | null;
  plan_index: number | null;
  anomaly_loss: number | null;
  assessed_at: string;
  model_version: string;
  tables_version: string;
  input_dates: string;
  sort_key: number;
  finding_count: number;
  exploited_count: number;
}

/** A row of the table `assessment_groups`. */
export interface AssessmentGroupRow {
  device_ref: string;
  group_key: string;
  title: string | null;
  cves: string;
  finding_ids: string;
  fix: string | null;
  remediation_state: RemediationState | null;
  impact: number;
  reach: number;
  begin_curve: string;
  wait: string;
  plan: string;
  loss: number;
  share: number;
  drop_if_fixed: number;
  exploited: boolean | number;
  decision: Decision;
  fix_forecast: string | null;
  fix_curve: string | null;
  deploy_forecast: string | null;
  explanation_hash: string;
}

/** A row of the table `assessment_history`. */
export interface AssessmentHistoryRow {
  device_ref: string;
  at: string;
  state: string;
  index: number | null;
  probability: number | null;
  cause: string | null;
}
