import type { FindingRemediation } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { AssessVulnerability } from '../assessment/AssessInput';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
import type { HostPace } from '../workers/HostPace';
import {
  readAssessVulnerability,
  type AssessVulnerabilityRow,
} from './readAssessVulnerability';
import { whereInValues } from './whereInValues';

const CHUNK = 500;
const EVENT_PAGE = 1000;
/** More tell no more of the shares by which inputs are compared. */
const MOST_FINDINGS = 20_000;
const COUNTED = ['affected', 'unknown', 'under_investigation'];

/** What models are asked for: a vulnerability in a product, once for all devices of it. */
export interface ForecastSubject {
  vulnerability: AssessVulnerability;
  /** As the device names it. */
  vendor?: string;
  remediation: FindingRemediation;
  advisedProduct?: AdvisedProduct;
}

/** A subject as it was on an earlier day, and whether a fix has been known since. */
export interface EarlierSubject extends ForecastSubject {
  stateThen: FindingRemediation['state'];
  fixedSince: boolean;
}

interface SubjectRow extends AssessVulnerabilityRow {
  id: string;
  vendor: string | null;
  remediation: string;
  advised_product: string | null;
  known_cve: string | null;
}

/** Reads what a model's training is compared with. */
export class DriftFactStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): DriftFactStore {
    return new DriftFactStore(options);
  }

  /** What the models are asked for today. */
  async present(options: { signal?: AbortSignal }): Promise<ForecastSubject[]> {
    const rows = await this.#subjects(options, query =>
      query.whereNull('findings.closed_at').whereNull('devices.gone_at'),
    );
    return rows.map(toSubject);
  }

  /**
   * What they were asked for at an instant, with what has become known of a fix since.
   *
   * @param at - ISO 8601 in UTC
   */
  async earlier(
    at: string,
    options: { signal?: AbortSignal },
  ): Promise<EarlierSubject[]> {
    const rows = await this.#subjects(options, query =>
      query
        .where('findings.first_seen_at', '<=', at)
        .where(open =>
          open
            .whereNull('findings.closed_at')
            .orWhere('findings.closed_at', '>', at),
        ),
    );
    const changes = await this.#changes(at, rows, options);
    return rows.map(row => {
      const subject = toSubject(row);
      const changed = changes.get(row.id);
      const { state } = subject.remediation;
      return {
        ...subject,
        stateThen: changed?.stateThen ?? state,
        fixedSince: state === 'available' || changed?.fixedSince === true,
      };
    });
  }

  async #subjects(
    options: { signal?: AbortSignal },
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<SubjectRow[]> {
    const first: { id: string }[] = await narrow(
      this.#database('findings')
        .join('devices', 'devices.entity_ref', 'findings.device_ref')
        .whereIn('findings.status', COUNTED),
    )
      .groupBy('findings.cve', 'devices.vendor', 'devices.model')
      .min({ id: 'findings.id' })
      // Ids are hashes, so those that are left out are left out by chance.
      .orderBy('id')
      .limit(MOST_FINDINGS);
    const rows: SubjectRow[] = [];
    for (let start = 0; start < first.length; start += CHUNK) {
      options.signal?.throwIfAborted();
      await this.#pace.rest();
      const query = this.#database('findings')
        .join('devices', 'devices.entity_ref', 'findings.device_ref')
        .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
        .select(
          'findings.id',
          'findings.cve',
          'findings.remediation',
          'findings.advised_product',
          'devices.vendor',
          'vulnerabilities.cve as known_cve',
          'vulnerabilities.disclosed_on',
          'vulnerabilities.cvss',
          'vulnerabilities.cwes',
          'vulnerabilities.kev_date_added',
          'vulnerabilities.epss',
          'vulnerabilities.epss_date',
        );
      whereInValues(
        query,
        'findings.id',
        first.slice(start, start + CHUNK).map(({ id }) => id),
      );
      rows.push(...(await query));
    }
    return rows;
  }

  /** By finding: the state before its first change since, and whether a fix came. */
  async #changes(
    at: string,
    rows: readonly SubjectRow[],
    options: { signal?: AbortSignal },
  ) {
    const ids = new Set(rows.map(({ id }) => id));
    const changes = new Map<
      string,
      { stateThen: FindingRemediation['state']; fixedSince: boolean }
    >();
    let after = 0;
    while (ids.size > 0) {
      options.signal?.throwIfAborted();
      await this.#pace.rest();
      const page: {
        sequence: number | string;
        subject: string;
        payload: string;
      }[] = await this.#database('outcome_events')
        .where('type', 'finding-changed')
        .where('at', '>', at)
        .where('sequence', '>', after)
        .where('payload', 'like', '%"remediation"%')
        .orderBy('sequence')
        .limit(EVENT_PAGE)
        .select('sequence', 'subject', 'payload');
      for (const { subject, payload } of page) {
        if (ids.has(subject)) {
          const { remediationState, previous } = JSON.parse(payload);
          const known = changes.get(subject);
          changes.set(subject, {
            stateThen: known?.stateThen ?? previous.remediationState,
            fixedSince:
              known?.fixedSince === true || remediationState === 'available',
          });
        }
      }
      if (page.length < EVENT_PAGE) {
        break;
      }
      after = Number(page[page.length - 1].sequence);
    }
    return changes;
  }
}

function toSubject(row: SubjectRow): ForecastSubject {
  return {
    // A vulnerability that no feed describes is there with its name alone.
    vulnerability: row.known_cve
      ? readAssessVulnerability(row)
      : { cve: row.cve, cwes: [] },
    vendor: row.vendor ?? undefined,
    remediation: JSON.parse(row.remediation),
    advisedProduct: row.advised_product
      ? JSON.parse(row.advised_product)
      : undefined,
  };
}
