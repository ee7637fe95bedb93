import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { SuppressionMatch } from '../findings/SuppressionRule';
import { severityOf } from './severityOf';
import type { NewsKind, StoredSuppression } from './StoredSuppression';
import { whereInValues } from './whereInValues';

/** An open finding with what decides whether it is set aside. */
export interface SuppressionSubject {
  id: string;
  deviceRef: string;
  cve: string;
  status: string;
  severity?: RiskBand;
  baseScore?: number;
  vendor?: string;
  model?: string;
  zone?: string;
  /** Products and branches that the evidence names. */
  components: string[];
  suppression?: StoredSuppression;
  /** What is known of the vulnerability, with the day on which it became known. */
  news: Partial<Record<NewsKind, string>>;
}

interface SubjectRow {
  id: string;
  device_ref: string;
  cve: string;
  status: string;
  evidence: string;
  advised_product: string | null;
  suppression: string | null;
  vendor: string | null;
  model: string | null;
  zone: string | null;
  cvss: string | null;
  kev_date_added: string | null;
}

function componentsOf(row: SubjectRow): string[] {
  const evidence: { branchPath?: string[] }[] = JSON.parse(row.evidence);
  const advised = row.advised_product && JSON.parse(row.advised_product);
  return [
    ...evidence.flatMap(({ branchPath }) => branchPath ?? []),
    ...(advised?.product ? [advised.product] : []),
  ];
}

/** Open findings as suppression looks at them. */
export class SuppressionSubjectStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): SuppressionSubjectStore {
    return new SuppressionSubjectStore(options.database);
  }

  /** Ids of open findings that a person or a rule set aside; of one vulnerability, or all. */
  async heldIds(options: { cve?: string } = {}): Promise<string[]> {
    const query = this.#database('findings')
      .whereIn('suppressed_by', ['person', 'rule'])
      .whereNull('closed_at')
      .orderBy('id')
      .select('id');
    if (options.cve !== undefined) query.where('cve', options.cve);
    return this.#ids(query);
  }

  /**
   * Ids of open findings that nobody set aside and that meet all that is named, but for the component, which only the
   * evidence tells.
   *
   * @param options - `withoutKevOn` leaves out vulnerabilities that were in the KEV catalogue on that day
   */
  async freeIds(
    options: SuppressionMatch & { id?: string; withoutKevOn?: string },
  ): Promise<string[]> {
    const query = this.#database('findings')
      .join('devices', 'devices.entity_ref', 'findings.device_ref')
      .whereNull('findings.closed_at')
      .whereNull('findings.suppressed_by')
      .orderBy('findings.id')
      .select('findings.id');
    if (options.id !== undefined) query.where('findings.id', options.id);
    if (options.cve !== undefined) query.where('findings.cve', options.cve);
    for (const column of ['vendor', 'model', 'zone'] as const) {
      const value = options[column];
      if (value !== undefined) {
        query.whereRaw('lower(??) = ?', [
          `devices.${column}`,
          value.toLocaleLowerCase('en-US'),
        ]);
      }
    }
    if (options.withoutKevOn !== undefined) {
      const { withoutKevOn } = options;
      query
        .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
        .where(free =>
          free
            .whereNull('vulnerabilities.kev_date_added')
            .orWhere('vulnerabilities.kev_date_added', '>', withoutKevOn),
        );
    }
    return this.#ids(query);
  }

  /**
   * The open ones of these findings. Their devices are locked first, as matching does, so that neither overwrites what
   * the other wrote.
   *
   * @param options - `today` hides what became known later
   */
  async load(
    transaction: Knex.Transaction,
    options: { ids: readonly string[]; today: string },
  ): Promise<SuppressionSubject[]> {
    const { ids, today } = options;
    const locked = transaction('devices')
      .whereIn('entity_ref', refs => {
        refs.select('device_ref').from('findings');
        whereInValues(refs, 'id', ids);
      })
      .orderBy('entity_ref')
      .forUpdate()
      .select('entity_ref');
    await locked;
    const query = transaction('findings')
      .join('devices', 'devices.entity_ref', 'findings.device_ref')
      .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
      .whereNull('findings.closed_at')
      .orderBy('findings.id')
      .select(
        'findings.id',
        'findings.device_ref',
        'findings.cve',
        'findings.status',
        'findings.evidence',
        'findings.advised_product',
        'findings.suppression',
        'devices.vendor',
        'devices.model',
        'devices.zone',
        'vulnerabilities.cvss',
        'vulnerabilities.kev_date_added',
      );
    whereInValues(query, 'findings.id', ids);
    const rows: SubjectRow[] = await query;
    const codes = await this.#codeDays(transaction, rows, today);
    return rows.map(row => {
      const kev = row.kev_date_added ?? undefined;
      return {
        id: row.id,
        deviceRef: row.device_ref,
        cve: row.cve,
        status: row.status,
        severity: row.cvss ? severityOf(row.cvss) : undefined,
        baseScore: row.cvss ? JSON.parse(row.cvss).baseScore : undefined,
        vendor: row.vendor ?? undefined,
        model: row.model ?? undefined,
        zone: row.zone ?? undefined,
        components: componentsOf(row),
        suppression: row.suppression ? JSON.parse(row.suppression) : undefined,
        news: {
          ...(kev !== undefined && kev <= today ? { kev } : {}),
          ...(codes.has(row.cve) ? { 'exploit-code': codes.get(row.cve) } : {}),
        },
      };
    });
  }

  async set(
    transaction: Knex.Transaction,
    options: { id: string; suppression?: StoredSuppression; at: string },
  ): Promise<void> {
    const { at, id, suppression } = options;
    await transaction('findings')
      .where({ id })
      .update({
        suppressed_by: suppression?.by ?? null,
        suppression: suppression ? JSON.stringify(suppression) : null,
        changed_at: at,
      });
  }

  /** How many open findings are set aside, by whom and by which rule. */
  async counts(): Promise<{
    by: Record<string, number>;
    questioned: number;
    byRule: Record<string, number>;
  }> {
    const rows: { suppressed_by: string; count: number | string }[] =
      await this.#database('findings')
        .whereNotNull('suppressed_by')
        .whereNull('closed_at')
        .groupBy('suppressed_by')
        .select('suppressed_by')
        .count({ count: 'id' });
    // Decisions of persons and rules are few beside those of publishers, so they are looked at one by one.
    const held: { suppressed_by: string; suppression: string }[] =
      await this.#database('findings')
        .whereIn('suppressed_by', ['person', 'rule'])
        .whereNull('closed_at')
        .select('suppressed_by', 'suppression');
    const byRule: Record<string, number> = {};
    let questioned = 0;
    for (const row of held) {
      const suppression: StoredSuppression = JSON.parse(row.suppression);
      if (suppression.questioned) questioned += 1;
      if (suppression.by === 'rule' && suppression.id !== undefined) {
        byRule[suppression.id] = (byRule[suppression.id] ?? 0) + 1;
      }
    }
    return {
      by: Object.fromEntries(
        rows.map(row => [row.suppressed_by, Number(row.count)]),
      ),
      questioned,
      byRule,
    };
  }

  async #ids(query: Knex.QueryBuilder): Promise<string[]> {
    const rows: { id: string }[] = await query;
    return rows.map(({ id }) => id);
  }

  /** Day on which public exploit code was first seen, by CVE. */
  async #codeDays(
    transaction: Knex.Transaction,
    rows: readonly SubjectRow[],
    today: string,
  ): Promise<Map<string, string>> {
    const query: Knex.QueryBuilder = transaction('exploit_codes')
      .where('first_seen_on', '<=', today)
      .groupBy('cve')
      .select('cve')
      .min({ day: 'first_seen_on' });
    whereInValues(query, 'cve', [...new Set(rows.map(({ cve }) => cve))]);
    const found: { cve: string; day: string }[] = await query;
    return new Map(found.map(({ cve, day }) => [cve, day]));
  }
}
