import type {
  Decision,
  DeviceFields,
  FindingRemediation,
  ForecastSummary,
  RemediationState,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { severityOf } from './severityOf';

/** A device as the planner needs it. */
export interface PlanningDevice {
  ref: string;
  ownerRef?: string;
  siteRef?: string;
  vendor?: string;
  model?: string;
  fields: DeviceFields;
  firstSeenAt: string;
  isGone: boolean;
  hasNoVersion: boolean;
}

/** An open finding with what its due date depends on. */
export interface PlanningFinding {
  cve: string;
  /** The installed version could not be compared. */
  isUncertain: boolean;
  firstSeenAt: string;
  remediation: FindingRemediation;
  severity?: RiskBand;
  exploited: boolean;
  kevDueDate?: string;
}

/** An assessed fix group. */
export interface PlanningGroup {
  deviceRef: string;
  key: string;
  title?: string;
  fix?: string;
  remediationState?: RemediationState;
  loss: number;
  exploited: boolean;
  decision: Decision;
  fixForecast?: ForecastSummary;
  fixCurve?: string;
  deployForecast?: ForecastSummary;
}

export interface PlanningSite {
  title: string;
  timeZone?: string;
  holidays?: string;
}

/** Everything that a plan rests on. Findings are by device and group, see `findingKey`. */
export interface PlanningFacts {
  devices: Map<string, PlanningDevice>;
  sites: Map<string, PlanningSite>;
  assignees: Map<string, string>;
  findings: Map<string, PlanningFinding[]>;
  /** Finding keys of groups with findings that a person or a rule has set aside. */
  suppressed: Set<string>;
  groups: PlanningGroup[];
  fixCurves: Map<string, number[]>;
}

const COUNTED = ['affected', 'under_investigation', 'unknown'];

/** Key of `PlanningFacts.findings`. */
export function findingKey(deviceRef: string, groupKey: string): string {
  return `${deviceRef} ${groupKey}`;
}

/** Reads what the planner plans on. */
export class PlanningFactStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): PlanningFactStore {
    return new PlanningFactStore(options.database);
  }

  /** @param options - `today` (`YYYY-MM-DD`) hides KEV entries of later days from a run as of a date */
  async load(options: { today: string }): Promise<PlanningFacts> {
    return {
      devices: await this.#devices(),
      sites: await this.#sites(),
      assignees: await this.#assignees(),
      findings: await this.#findings(options.today),
      suppressed: await this.#suppressed(),
      groups: await this.#groups(),
      fixCurves: await this.#fixCurves(),
    };
  }

  async #devices(): Promise<Map<string, PlanningDevice>> {
    const devices = new Map<string, PlanningDevice>();
    for (const row of await this.#database('devices').select(
      'entity_ref',
      'owner_ref',
      'site_ref',
      'vendor',
      'model',
      'fields',
      'first_seen_at',
      'gone_at',
      'match_state',
    )) {
      devices.set(row.entity_ref, {
        ref: row.entity_ref,
        ownerRef: row.owner_ref ?? undefined,
        siteRef: row.site_ref ?? undefined,
        vendor: row.vendor ?? undefined,
        model: row.model ?? undefined,
        fields: JSON.parse(row.fields),
        firstSeenAt: row.first_seen_at,
        isGone: row.gone_at !== null,
        hasNoVersion: row.match_state === 'no-version',
      });
    }
    return devices;
  }

  async #sites(): Promise<Map<string, PlanningSite>> {
    const rows = await this.#database('sites');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          title: row.title,
          timeZone: row.time_zone ?? undefined,
          holidays: row.holidays ?? undefined,
        },
      ]),
    );
  }

  async #assignees(): Promise<Map<string, string>> {
    const rows = await this.#database('owners').whereNotNull('jira_account_id');
    return new Map(rows.map(row => [row.entity_ref, row.jira_account_id]));
  }

  async #findings(today: string): Promise<Map<string, PlanningFinding[]>> {
    const rows = await this.#database('findings')
      .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
      .whereNull('findings.closed_at')
      .whereNull('findings.suppressed_by')
      .whereIn('findings.status', COUNTED)
      .select(
        'findings.cve',
        'findings.device_ref',
        'findings.fix_group_key',
        'findings.status',
        'findings.first_seen_at',
        'findings.remediation',
        'vulnerabilities.cvss',
        'vulnerabilities.kev_date_added',
        'vulnerabilities.kev_due_date',
      )
      .orderBy('findings.id');
    const remediations = new Map<string, FindingRemediation>();
    const severities = new Map<string, RiskBand | undefined>();
    const findings = new Map<string, PlanningFinding[]>();
    for (const row of rows) {
      const key = findingKey(row.device_ref, row.fix_group_key);
      const list = findings.get(key) ?? [];
      const exploited =
        row.kev_date_added !== null && row.kev_date_added <= today;
      list.push({
        cve: row.cve,
        isUncertain: row.status === 'unknown',
        firstSeenAt: row.first_seen_at,
        remediation: remember(remediations, row.remediation, JSON.parse),
        severity: row.cvss
          ? remember(severities, row.cvss, severityOf)
          : undefined,
        exploited,
        kevDueDate: exploited ? row.kev_due_date ?? undefined : undefined,
      });
      findings.set(key, list);
    }
    return findings;
  }

  async #suppressed(): Promise<Set<string>> {
    const rows: { device_ref: string; fix_group_key: string }[] =
      await this.#database('findings')
        .whereIn('suppressed_by', ['person', 'rule'])
        .whereNull('closed_at')
        .distinct('device_ref', 'fix_group_key');
    return new Set(
      rows.map(row => findingKey(row.device_ref, row.fix_group_key)),
    );
  }

  async #groups(): Promise<PlanningGroup[]> {
    const rows = await this.#database('assessment_groups')
      .select(
        'device_ref',
        'group_key',
        'title',
        'fix',
        'remediation_state',
        'loss',
        'exploited',
        'decision',
        'fix_forecast',
        'fix_curve',
        'deploy_forecast',
      )
      .orderBy(['device_ref', 'group_key']);
    const forecasts = new Map<string, ForecastSummary>();
    const forecast = (text: string | null) =>
      text ? remember(forecasts, text, JSON.parse) : undefined;
    return rows.map(row => ({
      deviceRef: row.device_ref,
      key: row.group_key,
      title: row.title ?? undefined,
      fix: row.fix ?? undefined,
      remediationState: row.remediation_state ?? undefined,
      loss: row.loss,
      exploited: Boolean(row.exploited),
      decision: row.decision,
      fixForecast: forecast(row.fix_forecast),
      fixCurve: row.fix_curve ?? undefined,
      deployForecast: forecast(row.deploy_forecast),
    }));
  }

  async #fixCurves(): Promise<Map<string, number[]>> {
    const rows = await this.#database('curves')
      .where('kind', 'fix-survival')
      .select('key', 'values');
    return new Map(rows.map(row => [row.key, JSON.parse(row.values)]));
  }
}

/** Many rows hold the same JSON: each text is read once. */
function remember<T>(
  known: Map<string, T>,
  text: string,
  read: (text: string) => T,
): T {
  const value = known.get(text);
  if (value !== undefined || known.has(text)) {
    return value as T;
  }
  const fresh = read(text);
  known.set(text, fresh);
  return fresh;
}
