import { isCvssVector, type DatedExploitFacts } from '@patch-risk/model';
import type { Knex } from 'knex';
import { exploitFactsOf } from '../feeds/cve/exploitFactsOf';
import type { HostPace } from '../workers/HostPace';
import { CveRecordStore } from './CveRecordStore';
import { whereInValues } from './whereInValues';

const CHUNK = 500;
/** An advisory may name hundreds of products; the first few tell the vendor and the family. */
const MOST_PRODUCTS = 20;
/** About a year of all CVE records, which a thread with the default memory can learn from. */
const MOST_RECORDS = 50_000;

/** A vulnerability to train on. */
export type TrainingFact = DatedExploitFacts;

/** What the feeds tell that models are trained on. */
export class TrainingFactStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: {
    database: Knex;
    pace: HostPace;
  }): TrainingFactStore {
    return new TrainingFactStore(options);
  }

  /**
   * Vulnerabilities with the day on which KEV lists them: the newest CVE records
   * where there are any, else those that an advisory names. Those that only KEV
   * names are left out: among them all are exploited.
   */
  async exploitFacts(options: {
    signal?: AbortSignal;
  }): Promise<TrainingFact[]> {
    const facts = await this.#recordFacts(options);
    return facts.length > 0 ? facts : this.#advisedFacts(options);
  }

  /** The newest records that came from a source of all records, or that an advisory names. */
  async #recordFacts(options: {
    signal?: AbortSignal;
  }): Promise<TrainingFact[]> {
    const rows: { cve: string; kev_date_added: string | null }[] =
      await this.#database('cve_records')
        .leftJoin('vulnerabilities', 'vulnerabilities.cve', 'cve_records.cve')
        .where('cve_records.state', 'published')
        .whereNotNull('cve_records.published_on')
        .where(sample =>
          sample
            .where('cve_records.listed', true)
            .orWhereExists(this.#advised('cve_records')),
        )
        .orderBy([
          { column: 'cve_records.published_on', order: 'desc' },
          { column: 'cve_records.cve' },
        ])
        .limit(MOST_RECORDS)
        .select('cve_records.cve', 'vulnerabilities.kev_date_added');
    const store = CveRecordStore.create({
      database: this.#database,
      pace: this.#pace,
    });
    const facts: TrainingFact[] = [];
    for (let start = 0; start < rows.length; start += CHUNK) {
      options.signal?.throwIfAborted();
      const chunk = rows.slice(start, start + CHUNK);
      const records = await store.get(chunk.map(({ cve }) => cve));
      for (const { cve, kev_date_added: listedOn } of chunk) {
        const record = records.get(cve);
        const known = record && exploitFactsOf(record);
        if (record?.publishedOn && known) {
          facts.push({
            ...known.facts,
            cve,
            publishedOn: record.publishedOn,
            ssvcHistory: known.ssvcHistory,
            knownExploitedOn: listedOn ?? undefined,
          });
        }
      }
      await this.#pace.rest();
    }
    return facts;
  }

  #advised(table: string): Knex.QueryBuilder {
    return this.#database('advisory_products')
      .select(this.#database.raw('1'))
      .whereRaw('?? = ??', ['advisory_products.cve', `${table}.cve`]);
  }

  async #advisedFacts(options: {
    signal?: AbortSignal;
  }): Promise<TrainingFact[]> {
    const facts: TrainingFact[] = [];
    let after = '';
    for (;;) {
      options.signal?.throwIfAborted();
      const rows: {
        cve: string;
        disclosed_on: string;
        cvss: string | null;
        cwes: string;
        kev_date_added: string | null;
      }[] = await this.#database('vulnerabilities')
        .whereNotNull('disclosed_on')
        .where('cve', '>', after)
        .whereExists(this.#advised('vulnerabilities'))
        .orderBy('cve')
        .limit(CHUNK)
        .select('cve', 'disclosed_on', 'cvss', 'cwes', 'kev_date_added');
      if (rows.length === 0) {
        return facts;
      }
      const products = await this.#products(rows.map(({ cve }) => cve));
      for (const row of rows) {
        const cvss = row.cvss ? JSON.parse(row.cvss) : undefined;
        facts.push({
          cve: row.cve,
          publishedOn: row.disclosed_on,
          cvssVector: isCvssVector(cvss?.vector ?? '')
            ? cvss.vector
            : undefined,
          cvssBaseScore: cvss?.baseScore,
          cwes: JSON.parse(row.cwes),
          affected: products.get(row.cve) ?? [],
          knownExploitedOn: row.kev_date_added ?? undefined,
        });
      }
      after = rows[rows.length - 1].cve;
      await this.#pace.rest();
    }
  }

  async #products(
    cves: readonly string[],
  ): Promise<Map<string, { vendor: string; product: string }[]>> {
    const query = this.#database('advisory_products')
      .distinct('cve', 'vendor', 'product')
      .orderBy(['cve', 'vendor', 'product']);
    whereInValues(query, 'cve', cves);
    const rows: { cve: string; vendor: string; product: string }[] =
      await query;
    const products = new Map<string, { vendor: string; product: string }[]>();
    for (const { cve, vendor, product } of rows) {
      const known = products.get(cve) ?? [];
      if (known.length < MOST_PRODUCTS) {
        known.push({ vendor, product });
      }
      products.set(cve, known);
    }
    return products;
  }
}
