import type {
  DeviceFields,
  FindingRemediation,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { AssessDevice, AssessInput } from '../assessment/AssessInput';
import type { AssessmentSubject } from './AssessmentSubject';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
import { DistinctJson } from './DistinctJson';
import { readAssessmentSubject } from './readAssessmentSubject';
import type { AssessmentSubjectRow } from './readAssessmentSubject';
import { readAssessVulnerabilities } from './readAssessVulnerabilities';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

export type { AssessmentSubject } from './AssessmentSubject';

/** What the assessment of some devices rests on. */
export type AssessmentFacts = Pick<
  AssessInput,
  'devices' | 'vulnerabilities' | 'remediations' | 'advisedProducts'
> & {
  /** Status by finding id. */
  statuses: Map<string, string>;
  /** CVEs of the findings by device, for devices that are not assessed. */
  exploitedCounts: Map<string, number>;
};

// Their fields are parsed here.
const SUBJECT_PAGE = 250;

interface FindingRow {
  id: string;
  device_ref: string;
  cve: string;
  status: string;
  fix_group_key: string;
  remediation: string;
  advised_product: string | null;
  first_seen_at: string;
}

/** Kinds of which there may be several feeds. */
const MANY = ['csaf', 'exploit-code', 'stix', 'misp'];

const COUNTED = ['affected', 'unknown', 'under_investigation'];

/** Reads what assessments rest on. */
export class AssessmentInputStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  static create(options: {
    database: Knex;
    pace: HostPace;
  }): AssessmentInputStore {
    return new AssessmentInputStore(options);
  }

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  /** Every device that is there, by ref. */
  async subjects(): Promise<AssessmentSubject[]> {
    const counts: { device_ref: string; count: number | string }[] =
      await this.#database('findings')
        .whereNull('closed_at')
        .whereNull('suppressed_by')
        .whereIn('status', COUNTED)
        .groupBy('device_ref')
        .select('device_ref')
        .count({ count: 'id' });
    const countOf = new Map(
      counts.map(row => [row.device_ref, Number(row.count)]),
    );
    const subjects: AssessmentSubject[] = [];
    let after = '';
    for (;;) {
      await this.#pace.rest();
      const rows: AssessmentSubjectRow[] = await this.#database('devices')
        .whereNull('gone_at')
        .where('entity_ref', '>', after)
        .orderBy('entity_ref')
        .limit(SUBJECT_PAGE)
        .select(
          'entity_ref',
          'title',
          'vendor',
          'model',
          'firmware_version',
          'zone',
          'site_ref',
          'owner_ref',
          'fields',
          'last_seen_at',
          'match_state',
          'match_reason',
        );
      for (const row of rows) {
        subjects.push(
          readAssessmentSubject(row, countOf.get(row.entity_ref) ?? 0),
        );
      }
      const last = rows.at(-1);
      if (rows.length < SUBJECT_PAGE || last === undefined) {
        return subjects;
      }
      after = last.entity_ref;
    }
  }

  /** Snapshot date of each kind of feed (`kev`, `epss`, `csaf`, `cve`, `exploit-code`, `stix`, `misp`), the oldest where there are several of a kind. */
  async feedDates(): Promise<Record<string, string>> {
    const rows: {
      feed_id: string;
      snapshot_date: string | null;
      last_success_at: string | null;
    }[] = await this.#database('feed_states')
      .orderBy('feed_id')
      .select('feed_id', 'snapshot_date', 'last_success_at');
    const dates: Record<string, string> = {};
    for (const row of rows) {
      const date = (row.snapshot_date ?? row.last_success_at)?.slice(0, 10);
      const kind =
        MANY.find(each => row.feed_id.startsWith(`${each}-`)) ?? row.feed_id;
      if (date && (dates[kind] === undefined || date < dates[kind])) {
        dates[kind] = date;
      }
    }
    return dates;
  }

  /**
   * Findings, vulnerabilities, anomalies and plans of some devices.
   *
   * @param options - `anomaliesSince` is the instant after which an ended anomaly is still recent
   */
  async facts(options: {
    subjects: readonly AssessmentSubject[];
    asOf: string;
    anomaliesSince: string;
  }): Promise<AssessmentFacts> {
    const refs = options.subjects.map(subject => subject.ref);
    const findingQuery = this.#database('findings')
      .whereNull('closed_at')
      .whereNull('suppressed_by')
      .whereIn('status', COUNTED)
      .select(
        'id',
        'device_ref',
        'cve',
        'status',
        'fix_group_key',
        'remediation',
        'advised_product',
        'first_seen_at',
      )
      .orderBy('id');
    whereInValues(findingQuery, 'device_ref', refs);
    const findings: FindingRow[] = await findingQuery;
    await this.#pace.rest();
    const vulnerabilities = await readAssessVulnerabilities({
      database: this.#database,
      pace: this.#pace,
      cves: [...new Set(findings.map(row => row.cve))],
      asOf: options.asOf,
    });
    await this.#pace.rest();
    const positions = new Map(vulnerabilities.map((each, i) => [each.cve, i]));
    const [anomalies, plans, exposures] = [
      await this.#anomalies(refs, options.anomaliesSince),
      await this.#plans(refs),
      await this.#derivedExposures(refs),
    ];
    const devices = new Map<string, AssessDevice>(
      options.subjects.map(({ ref, fields }) => [
        ref,
        {
          ref,
          fields,
          derivedExposure: exposures.get(ref),
          findings: [],
          anomalies: anomalies.get(ref) ?? [],
          plans: plans.get(ref) ?? {},
        },
      ]),
    );
    const remediations = DistinctJson.create<FindingRemediation>();
    const advisedProducts = DistinctJson.create<AdvisedProduct>();
    const statuses = new Map<string, string>();
    const exploitedCounts = new Map<string, number>();
    for (const row of findings) {
      const vulnerability = positions.get(row.cve) ?? 0;
      devices.get(row.device_ref)?.findings.push({
        id: row.id,
        groupKey: row.fix_group_key,
        vulnerability,
        remediation: remediations.add(row.remediation),
        advisedProduct:
          row.advised_product === null
            ? undefined
            : advisedProducts.add(row.advised_product),
        isConfirmed: row.status === 'affected',
        firstSeenOn: row.first_seen_at.slice(0, 10),
      });
      statuses.set(row.id, row.status);
      const { kevDateAdded } = vulnerabilities[vulnerability];
      if (kevDateAdded && kevDateAdded <= options.asOf.slice(0, 10)) {
        exploitedCounts.set(
          row.device_ref,
          (exploitedCounts.get(row.device_ref) ?? 0) + 1,
        );
      }
    }
    return {
      devices: [...devices.values()],
      vulnerabilities,
      remediations: remediations.values,
      advisedProducts: advisedProducts.values,
      statuses,
      exploitedCounts,
    };
  }

  async #anomalies(
    refs: string[],
    since: string,
  ): Promise<Map<string, AssessDevice['anomalies']>> {
    const query = this.#database('anomalies')
      .where('planned_change', false)
      .where(recent =>
        recent.whereNull('ended_at').orWhere('ended_at', '>=', since),
      )
      .orderBy('id')
      .select('device_ref', 'severity', 'ended_at');
    whereInValues(query, 'device_ref', refs);
    const rows: {
      device_ref: string;
      severity: RiskBand;
      ended_at: string | null;
    }[] = await query;
    const byDevice = new Map<string, AssessDevice['anomalies']>();
    for (const row of rows) {
      const list = byDevice.get(row.device_ref) ?? [];
      list.push({ severity: row.severity, open: row.ended_at === null });
      byDevice.set(row.device_ref, list);
    }
    return byDevice;
  }

  /** The least exposure that the network shows, of devices of which it shows any. */
  async #derivedExposures(
    refs: string[],
  ): Promise<Map<string, DeviceFields['exposure']>> {
    const query = this.#database('reach_devices')
      .whereNotNull('derived_exposure')
      .select('device_ref', 'derived_exposure');
    whereInValues(query, 'device_ref', refs);
    const rows: {
      device_ref: string;
      derived_exposure: DeviceFields['exposure'];
    }[] = await query;
    return new Map(rows.map(row => [row.device_ref, row.derived_exposure]));
  }

  /** The earliest planned start of each group's open task. */
  async #plans(refs: string[]): Promise<Map<string, Record<string, string>>> {
    const query = this.#database('task_devices')
      .join('tasks', 'tasks.id', 'task_devices.task_id')
      .whereIn('tasks.status', ['open', 'awaiting_verification'])
      .whereNot('tasks.kind', 'mitigate')
      .whereNotNull('tasks.planned_start')
      .orderBy('tasks.planned_start', 'desc')
      .select(
        'task_devices.device_ref',
        'task_devices.group_key',
        'tasks.planned_start',
      );
    whereInValues(query, 'task_devices.device_ref', refs);
    const rows: {
      device_ref: string;
      group_key: string;
      planned_start: string;
    }[] = await query;
    const byDevice = new Map<string, Record<string, string>>();
    for (const row of rows) {
      const plans = byDevice.get(row.device_ref) ?? {};
      plans[row.group_key] = row.planned_start;
      byDevice.set(row.device_ref, plans);
    }
    return byDevice;
  }
}
