import { isCvssVector, type DatedFixCase } from '@patch-risk/model';
import type { Knex } from 'knex';
import { adviceOf } from '../assessment/adviceOf';
import type { HostPace } from '../workers/HostPace';

/** About eight years of what CISA publishes on OT. */
const MOST_ADVISORIES = 3_000;
/** An advisory may name hundreds of products; more of them tell no more. */
const MOST_ROWS = 400;

interface AdvisoryRow {
  id: string;
  released_on: string;
  revised_on: string;
  followed_since: string | null;
  sectors: string | null;
}

interface CaseRow {
  cve: string;
  vendor: string;
  product: string;
  version_range: string | null;
  remediation_state: string;
  cvss_vector: string | null;
  cwes: string | null;
}

/** What CSAF feeds tell of fixes at disclosure, in the form in which the forecast is asked. */
export class FixFactStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): FixFactStore {
    return new FixFactStore(options);
  }

  /**
   * Products and vulnerabilities of the newest advisories whose remediations say fix or none. What was without a fix in
   * the first revision that was read had none at disclosure, whatever came since.
   *
   * @param asOf - `YYYY-MM-DD`; advisories of later days are left out
   */
  async cases(
    asOf: string,
    options: { signal?: AbortSignal },
  ): Promise<DatedFixCase[]> {
    const advisories: AdvisoryRow[] = await this.#database('advisories')
      .where('released_on', '<=', asOf)
      .orderBy([
        { column: 'released_on', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(MOST_ADVISORIES)
      .select('id', 'released_on', 'revised_on', 'followed_since', 'sectors');
    const cases: DatedFixCase[] = [];
    for (const advisory of advisories) {
      options.signal?.throwIfAborted();
      cases.push(...(await this.#casesOf(advisory)));
      await this.#pace.rest();
    }
    return cases;
  }

  async #casesOf(advisory: AdvisoryRow): Promise<DatedFixCase[]> {
    const { id, sectors } = advisory;
    const released = advisory.released_on.slice(0, 10);
    const revised = advisory.revised_on.slice(0, 10);
    const openSince = await this.#openSince(id);
    const rows: CaseRow[] = await this.#database('advisory_products as p')
      .leftJoin('advisory_vulnerabilities as v', join =>
        join.on('v.advisory_id', 'p.advisory_id').andOn('v.cve', 'p.cve'),
      )
      .where('p.advisory_id', id)
      .whereIn('p.status', ['affected', 'under_investigation'])
      .whereNot('p.remediation_state', 'unknown')
      .orderBy('p.id')
      .limit(MOST_ROWS)
      .select(
        'p.cve',
        'p.vendor',
        'p.product',
        'p.version_range',
        'p.remediation_state',
        'v.cvss_vector',
        'v.cwes',
      );
    return rows.map(row => {
      const open = openSince.get(JSON.stringify([row.vendor, row.product]));
      const { disclosedOn: _, ...advice } = adviceOf({
        vendor: row.vendor,
        product: row.product,
        versionRange: row.version_range ?? undefined,
        sectors: sectors ? JSON.parse(sectors) : [],
        cvssVector: isCvssVector(row.cvss_vector ?? '')
          ? row.cvss_vector ?? undefined
          : undefined,
        cwes: row.cwes ? JSON.parse(row.cwes) : [],
      });
      return {
        advisory: id,
        released,
        knownOn: open ?? revised,
        hasFix: open === undefined && row.remediation_state === 'available',
        fixCase: {
          ...advice,
          ecosystem: 'ot-advisory' as const,
          cve: row.cve,
          disclosed: released,
          sectors: advice.sectors ?? [],
        },
      };
    });
  }

  /** Day on which each product was first read to be without a fix, by its names. */
  async #openSince(advisoryId: string): Promise<Map<string, string>> {
    const rows: { vendor: string; product: string; open_on: string }[] =
      await this.#database('fix_watches')
        .where({ advisory_id: advisoryId })
        .select('vendor', 'product', 'open_on');
    return new Map(
      rows.map(row => [JSON.stringify([row.vendor, row.product]), row.open_on]),
    );
  }
}
