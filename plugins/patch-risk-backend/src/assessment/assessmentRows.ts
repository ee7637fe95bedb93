import type {
  AssessmentGroupRow,
  AssessmentRow,
} from '../database/AssessmentRows';
import type { AssessmentSubject } from '../database/AssessmentInputStore';
import type { AssessedDevice } from './AssessOutput';
import { UNASSESSED_SORT_KEY } from './sortKey';

/** What all rows of a run have in common. */
export interface RowContext {
  at: string;
  modelVersion: string;
  tablesVersion: string;
  feedDates: Record<string, string>;
}

function common(subject: AssessmentSubject, context: RowContext) {
  return {
    device_ref: subject.ref,
    assessed_at: context.at,
    model_version: context.modelVersion,
    tables_version: context.tablesVersion,
    input_dates: JSON.stringify({
      ...context.feedDates,
      inventory: subject.lastSeenAt.slice(0, 10),
    }),
    finding_count: subject.findingCount,
  };
}

/** Row of an assessed device. */
export function assessedRow(
  subject: AssessmentSubject,
  device: AssessedDevice,
  context: RowContext,
): AssessmentRow {
  return {
    ...common(subject, context),
    state: 'assessed',
    reason: null,
    index: device.index,
    index_low: device.indexLow,
    index_high: device.indexHigh,
    band: device.band,
    loss: device.loss,
    probability: device.probability,
    plan_index: device.planIndex,
    anomaly_loss: device.anomalyLoss,
    sort_key: device.loss,
    exploited_count: device.exploitedCount,
  };
}

/**
 * Row of a device that is not assessed: it has no index, not 0. Open anomalies still count for its place in lists, where
 * it never stands lower than `UNASSESSED_SORT_KEY`.
 */
export function notAssessedRow(
  subject: AssessmentSubject,
  options: { reason: string; anomalyLoss: number; exploitedCount: number },
  context: RowContext,
): AssessmentRow {
  return {
    ...common(subject, context),
    state: 'not_assessed',
    reason: options.reason,
    index: null,
    index_low: null,
    index_high: null,
    band: null,
    loss: null,
    probability: null,
    plan_index: null,
    anomaly_loss: options.anomalyLoss,
    sort_key: Math.max(UNASSESSED_SORT_KEY, options.anomalyLoss),
    exploited_count: options.exploitedCount,
  };
}

/** Rows of the groups of an assessed device. */
export function groupRows(device: AssessedDevice): AssessmentGroupRow[] {
  return device.groups.map(group => ({
    device_ref: device.ref,
    group_key: group.key,
    title: group.title,
    cves: group.cves,
    finding_ids: group.findingIds,
    fix: group.fix ?? null,
    remediation_state: group.remediationState,
    impact: group.impact,
    reach: group.reach,
    begin_curve: group.beginCurve,
    wait: group.wait,
    plan: group.plan,
    loss: group.loss,
    share: group.share,
    drop_if_fixed: group.dropIfFixed,
    exploited: group.exploited,
    decision: group.decision,
    fix_forecast: group.fixForecast,
    fix_curve: group.fixCurve,
    deploy_forecast: group.deployForecast,
    explanation_hash: group.explanationHash,
  }));
}

/** Whether two rows hold the same; SQLite gives booleans back as numbers. `assessed_at` alone is no difference. */
export function isSameRow<TRow extends AssessmentRow | AssessmentGroupRow>(
  stored: TRow | undefined,
  row: TRow,
): boolean {
  if (!stored) {
    return false;
  }
  for (const name of Object.keys(row) as (keyof TRow)[]) {
    const value = row[name];
    const before = stored[name];
    const isSame =
      typeof value === 'boolean' ? Boolean(before) === value : before === value;
    if (!isSame && name !== 'assessed_at') {
      return false;
    }
  }
  return true;
}
