import { InputError } from '@backstage/errors';
import type {
  Finding,
  FindingCvss,
  FindingRemediation,
  FindingStatus,
  MatchEvidence,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
import {
  toFindingSuppression,
  type StoredSuppression,
} from './StoredSuppression';
import { readVulnerabilityNews } from './readVulnerabilityNews';
import { whereInValues } from './whereInValues';

/** What is kept of a finding; what is known of its vulnerability is joined when it is read. */
export interface StoredFinding {
  id: string;
  deviceRef: string;
  cve: string;
  status: FindingStatus;
  confidence: number;
  evidence: MatchEvidence[];
  remediation: FindingRemediation;
  /** Of the advisory that the remediation is from. */
  advisedProduct?: AdvisedProduct;
  fixGroupKey: string;
  suppression?: StoredSuppression;
  firstSeenAt: string;
  lastSeenAt: string;
  changedAt: string;
  closedAt?: string;
}

interface FindingRow {
  id: string;
  device_ref: string;
  cve: string;
  status: FindingStatus;
  confidence: number;
  evidence: string;
  remediation: string;
  advised_product: string | null;
  fix_group_key: string;
  suppression: string | null;
  first_seen_at: string;
  last_seen_at: string;
  changed_at: string;
  closed_at: string | null;
}

interface JoinedRow extends FindingRow {
  title: string | null;
  disclosed_on: string | null;
  cvss: string | null;
  cwes: string | null;
  kev_date_added: string | null;
  kev_due_date: string | null;
  kev_ransomware: boolean | number | null;
  epss: number | null;
  epss_percentile: number | null;
  epss_date: string | null;
  epss_model: string | null;
}

const WRITE_CHUNK = 50;

function toStored(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    deviceRef: row.device_ref,
    cve: row.cve,
    status: row.status,
    confidence: row.confidence,
    evidence: JSON.parse(row.evidence),
    remediation: JSON.parse(row.remediation),
    advisedProduct: row.advised_product
      ? JSON.parse(row.advised_product)
      : undefined,
    fixGroupKey: row.fix_group_key,
    suppression: row.suppression ? JSON.parse(row.suppression) : undefined,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    changedAt: row.changed_at,
    closedAt: row.closed_at ?? undefined,
  };
}

function toFinding(row: JoinedRow): Finding {
  const { changedAt, advisedProduct, suppression, ...stored } = toStored(row);
  const cvss: FindingCvss | undefined = row.cvss
    ? JSON.parse(row.cvss)
    : undefined;
  return {
    ...stored,
    suppression: suppression && toFindingSuppression(suppression),
    title: row.title ?? undefined,
    disclosedOn: row.disclosed_on ?? undefined,
    cvss,
    cwes: row.cwes ? JSON.parse(row.cwes) : [],
    kev: row.kev_date_added
      ? {
          dateAdded: row.kev_date_added,
          dueDate: row.kev_due_date ?? undefined,
          ransomware:
            row.kev_ransomware === null
              ? undefined
              : Boolean(row.kev_ransomware),
        }
      : undefined,
    epss:
      row.epss !== null && row.epss_date !== null
        ? {
            score: row.epss,
            percentile: row.epss_percentile ?? undefined,
            date: row.epss_date,
            model: row.epss_model ?? undefined,
          }
        : undefined,
  };
}

/** Findings, open and closed; a closed one keeps its history and opens again under the same id. */
export class FindingStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): FindingStore {
    return new FindingStore(options.database);
  }

  /**
   * A page of findings by device and CVE, with what is known of the vulnerability.
   *
   * @param options - `deviceRefs` keeps those of any of these devices, `includeClosed` adds the
   * closed ones, `suppressed` says what to do with those that are set aside (default: hidden), `cursor` is what an earlier page returned
   * @throws InputError when the cursor is none of ours
   */
  async list(options: {
    deviceRef?: string;
    deviceRefs?: readonly string[];
    cve?: string;
    status?: FindingStatus;
    includeClosed?: boolean;
    suppressed?: 'hidden' | 'only' | 'all';
    limit: number;
    cursor?: string;
  }): Promise<{ items: Finding[]; nextCursor?: string }> {
    const query = this.#database('findings')
      .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
      .select(
        'findings.*',
        'vulnerabilities.title',
        'vulnerabilities.disclosed_on',
        'vulnerabilities.cvss',
        'vulnerabilities.cwes',
        'vulnerabilities.kev_date_added',
        'vulnerabilities.kev_due_date',
        'vulnerabilities.kev_ransomware',
        'vulnerabilities.epss',
        'vulnerabilities.epss_percentile',
        'vulnerabilities.epss_date',
        'vulnerabilities.epss_model',
      )
      .orderBy('findings.device_ref')
      .orderBy('findings.cve')
      .limit(options.limit + 1);
    if (options.deviceRef !== undefined) {
      query.where('findings.device_ref', options.deviceRef);
    }
    if (options.deviceRefs !== undefined) {
      whereInValues(query, 'findings.device_ref', options.deviceRefs);
    }
    if (options.cve !== undefined) {
      query.where('findings.cve', options.cve.toUpperCase());
    }
    if (options.status !== undefined) {
      query.where('findings.status', options.status);
    }
    if (!options.includeClosed) query.whereNull('findings.closed_at');
    const { suppressed = 'hidden' } = options;
    if (suppressed === 'hidden') query.whereNull('findings.suppressed_by');
    if (suppressed === 'only') query.whereNotNull('findings.suppressed_by');
    if (options.cursor !== undefined) {
      const [deviceRef, cve] = this.#readCursor(options.cursor);
      query.where(after =>
        after
          .where('findings.device_ref', '>', deviceRef)
          .orWhere(same =>
            same
              .where('findings.device_ref', deviceRef)
              .where('findings.cve', '>', cve),
          ),
      );
    }
    const rows: JoinedRow[] = await query;
    const page = rows.slice(0, options.limit).map(toFinding);
    const news = await readVulnerabilityNews(
      this.#database,
      page.map(({ cve }) => cve),
    );
    const items = page.map(each => ({ ...each, ...news.get(each.cve) }));
    const last = items.at(-1);
    return {
      items,
      nextCursor:
        last && rows.length > options.limit
          ? Buffer.from(JSON.stringify([last.deviceRef, last.cve])).toString(
              'base64url',
            )
          : undefined,
    };
  }

  /** A finding by its id, open or closed. */
  async get(
    id: string,
    transaction?: Knex.Transaction,
  ): Promise<StoredFinding | undefined> {
    const row: FindingRow | undefined = await (transaction ?? this.#database)(
      'findings',
    )
      .where({ id })
      .first();
    return row && toStored(row);
  }

  /** All findings of some devices, open and closed. */
  async ofDevices(
    transaction: Knex.Transaction,
    deviceRefs: readonly string[],
  ): Promise<StoredFinding[]> {
    const query = transaction('findings').select('*');
    whereInValues(query, 'device_ref', deviceRefs);
    const rows: FindingRow[] = await query;
    return rows.map(toStored);
  }

  /** Writes findings, new or known. */
  async save(
    transaction: Knex.Transaction,
    findings: readonly StoredFinding[],
  ): Promise<void> {
    for (let start = 0; start < findings.length; start += WRITE_CHUNK) {
      await transaction('findings')
        .insert(
          findings.slice(start, start + WRITE_CHUNK).map(finding => ({
            id: finding.id,
            device_ref: finding.deviceRef,
            cve: finding.cve,
            status: finding.status,
            confidence: finding.confidence,
            evidence: JSON.stringify(finding.evidence),
            remediation: JSON.stringify(finding.remediation),
            advised_product: finding.advisedProduct
              ? JSON.stringify(finding.advisedProduct)
              : null,
            fix_group_key: finding.fixGroupKey,
            suppressed_by: finding.suppression?.by ?? null,
            suppression: finding.suppression
              ? JSON.stringify(finding.suppression)
              : null,
            first_seen_at: finding.firstSeenAt,
            last_seen_at: finding.lastSeenAt,
            changed_at: finding.changedAt,
            closed_at: finding.closedAt ?? null,
          })),
        )
        .onConflict('id')
        .merge();
    }
  }

  /** Notes that the open findings of devices were met again, where that was last noted before an instant. */
  async touch(
    transaction: Knex.Transaction,
    options: { deviceRefs: readonly string[]; before: string; at: string },
  ): Promise<void> {
    const query = transaction('findings')
      .update({ last_seen_at: options.at })
      .whereNull('closed_at')
      .where('last_seen_at', '<', options.before);
    whereInValues(query, 'device_ref', options.deviceRefs);
    await query;
  }

  #readCursor(cursor: string): [string, string] {
    try {
      const [deviceRef, cve] = JSON.parse(
        Buffer.from(cursor, 'base64url').toString('utf8'),
      );
      if (typeof deviceRef === 'string' && typeof cve === 'string') {
        return [deviceRef, cve];
      }
    } catch {
      // Told below, in the same words as a cursor of another list.
    }
    throw new InputError(
      `cursor: "${cursor}" is not a cursor of this list; use nextCursor of the page before, or leave it out`,
    );
  }
}
