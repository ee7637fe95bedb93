import type {
  Assessment,
  AssessmentGroup,
  AssessmentPoint,
  Curve,
  GroupChance,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type {
  AssessmentGroupRow,
  AssessmentHistoryRow,
  AssessmentRow,
} from './AssessmentRows';
import { whereInValues } from './whereInValues';

/** What a list shows of an assessment. */
export type AssessmentSummary = Pick<
  Assessment,
  | 'deviceRef'
  | 'state'
  | 'reason'
  | 'index'
  | 'interval'
  | 'band'
  | 'probability'
  | 'assessedAt'
> & { findingCount: number; exploitedCount: number };

interface StoredChance {
  openCurve: string;
  patchCurve: string;
  hitProbability: number;
  exploitedBeforePatchProbability: number;
}

type Curves = Map<string, Curve>;

function toSummary(row: AssessmentRow): AssessmentSummary {
  return {
    deviceRef: row.device_ref,
    state: row.state,
    reason: row.reason ?? undefined,
    index: row.index ?? undefined,
    interval:
      row.index_low === null || row.index_high === null
        ? undefined
        : { low: row.index_low, high: row.index_high },
    band: row.band ?? undefined,
    probability: row.probability ?? undefined,
    assessedAt: row.assessed_at,
    findingCount: row.finding_count,
    exploitedCount: row.exploited_count,
  };
}

function curveOf(curves: Curves, key: string, kind: Curve['kind']): Curve {
  return curves.get(key) ?? { key, kind, values: [] };
}

function toChance(text: string, curves: Curves): GroupChance {
  const stored: StoredChance = JSON.parse(text);
  return {
    openCurve: curveOf(curves, stored.openCurve, 'open-survival'),
    patchHazard: curveOf(curves, stored.patchCurve, 'open-survival').values,
    hitProbability: stored.hitProbability,
    exploitedBeforePatchProbability: stored.exploitedBeforePatchProbability,
  };
}

function toGroup(
  row: AssessmentGroupRow,
  curves: Curves,
  explanations: Map<string, string>,
): AssessmentGroup {
  const body = explanations.get(row.explanation_hash);
  const explanation: Pick<AssessmentGroup, 'factors' | 'inputs'> = body
    ? JSON.parse(body)
    : { inputs: [] };
  return {
    key: row.group_key,
    title: row.title ?? undefined,
    cves: JSON.parse(row.cves),
    findingIds: JSON.parse(row.finding_ids),
    fix: row.fix ?? undefined,
    remediationState: row.remediation_state ?? undefined,
    impact: row.impact,
    reach: row.reach,
    beginHazard: curveOf(curves, row.begin_curve, 'exploitation-hazard'),
    wait: toChance(row.wait, curves),
    plan: toChance(row.plan, curves),
    loss: row.loss,
    share: row.share,
    dropIfFixed: row.drop_if_fixed,
    exploited: Boolean(row.exploited),
    decision: row.decision,
    fixForecast: row.fix_forecast ? JSON.parse(row.fix_forecast) : undefined,
    fixCurve: row.fix_curve
      ? curveOf(curves, row.fix_curve, 'fix-survival')
      : undefined,
    deployForecast: row.deploy_forecast
      ? JSON.parse(row.deploy_forecast)
      : undefined,
    factors: explanation.factors,
    inputs: explanation.inputs,
  };
}

function curveKeys(row: AssessmentGroupRow): string[] {
  const wait: StoredChance = JSON.parse(row.wait);
  const plan: StoredChance = JSON.parse(row.plan);
  return [
    row.begin_curve,
    ...(row.fix_curve ? [row.fix_curve] : []),
    wait.openCurve,
    wait.patchCurve,
    plan.openCurve,
    plan.patchCurve,
  ];
}

/** Reads assessments. */
export class AssessmentStore {
  readonly #database: Knex;

  static create(options: { database: Knex }): AssessmentStore {
    return new AssessmentStore(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** The present assessment of a device with all that its numbers can be recomputed from; groups by L, highest first. */
  async getAssessment(deviceRef: string): Promise<Assessment | undefined> {
    const row: AssessmentRow | undefined = await this.#database('assessments')
      .where('device_ref', deviceRef)
      .first();
    if (!row) {
      return undefined;
    }
    const groups: AssessmentGroupRow[] = await this.#database(
      'assessment_groups',
    )
      .where('device_ref', deviceRef)
      .orderBy('loss', 'desc')
      .orderBy('group_key');
    const curves = await this.#curves(groups.flatMap(curveKeys));
    const explanations = await this.#explanations(
      groups.map(group => group.explanation_hash),
    );
    const {
      deviceRef: ref,
      findingCount,
      exploitedCount,
      ...summary
    } = toSummary(row);
    return {
      deviceRef: ref,
      ...summary,
      loss: row.loss ?? undefined,
      planIndex: row.plan_index ?? undefined,
      anomalyLoss: row.anomaly_loss ?? undefined,
      modelVersion: row.model_version,
      tablesVersion: row.tables_version,
      inputDates: JSON.parse(row.input_dates),
      groups: groups.map(group => toGroup(group, curves, explanations)),
    };
  }

  /** Points of a device's history, oldest first. */
  async history(deviceRef: string): Promise<AssessmentPoint[]> {
    const rows: AssessmentHistoryRow[] = await this.#database(
      'assessment_history',
    )
      .where('device_ref', deviceRef)
      .orderBy('at')
      .orderBy('id');
    return rows.map(row => ({
      at: row.at,
      state: row.state,
      index: row.index ?? undefined,
      probability: row.probability ?? undefined,
      cause: row.cause ?? undefined,
    }));
  }

  /** What lists show of some devices, by device ref. */
  async summaries(
    deviceRefs: readonly string[],
  ): Promise<Map<string, AssessmentSummary>> {
    const query = this.#database('assessments').select('*');
    whereInValues(query, 'device_ref', deviceRefs);
    const rows: AssessmentRow[] = await query;
    return new Map(rows.map(row => [row.device_ref, toSummary(row)]));
  }

  async #curves(keys: string[]): Promise<Curves> {
    const query = this.#database('curves').select('key', 'kind', 'values');
    whereInValues(query, 'key', [...new Set(keys)]);
    const rows: { key: string; kind: Curve['kind']; values: string }[] =
      await query;
    return new Map(
      rows.map(({ key, kind, values }) => [
        key,
        { key, kind, values: JSON.parse(values) },
      ]),
    );
  }

  async #explanations(hashes: string[]): Promise<Map<string, string>> {
    const query = this.#database('explanations').select('hash', 'body');
    whereInValues(query, 'hash', [...new Set(hashes)]);
    const rows: { hash: string; body: string }[] = await query;
    return new Map(rows.map(({ hash, body }) => [hash, body]));
  }
}
