import type { ExploitFacts } from '@patch-risk/model';
import type { Knex } from 'knex';
import type { HostPace } from '../workers/HostPace';
import { whereInValues } from './whereInValues';

const CHUNK = 500;
/** An advisory may name hundreds of products; the first few tell the vendor and the family. */
const MOST_PRODUCTS = 20;

/** A vulnerability to train on. */
export type TrainingFact = ExploitFacts & { cve: string; publishedOn: string };

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
   * Vulnerabilities that an advisory names, with the day on which KEV lists
   * them. Those that only KEV names are left out: among them all are exploited.
   */
  async exploitFacts(options: {
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
        .whereExists(
          this.#database('advisory_products')
            .select(this.#database.raw('1'))
            .whereRaw('?? = ??', [
              'advisory_products.cve',
              'vulnerabilities.cve',
            ]),
        )
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
          cvssVector: cvss?.vector,
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
