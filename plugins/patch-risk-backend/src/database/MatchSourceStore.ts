import type {
  FindingStatus,
  RemediationState,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  AdviceSource,
  Applicability,
  ProductNaming,
} from '@patch-risk/match';
import type { Knex } from 'knex';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
import { whereInValues } from './whereInValues';

/** A row of an advisory as matching first needs it. */
export interface SourceRow {
  id: number;
  advisoryId: string;
  cve: string;
  vendor: string;
  product: string;
  range?: string;
  status: FindingStatus;
  source?: AdviceSource;
  naming?: ProductNaming;
  /** A condition on the device. */
  applicability?: Applicability;
  /** Of a product that is not affected. */
  justification?: string;
}

/** The rest of a row, for findings that rest on it. */
export interface SourceDetail {
  advisoryVersion?: string;
  advisoryUrl?: string;
  productId: string;
  branchPath: string[];
  advised: AdvisedProduct;
  remediation: {
    state: RemediationState;
    fixedVersion?: string;
    availableSince?: string;
    plannedFor?: string;
    url?: string;
    details?: string;
  };
}

interface DetailRow {
  id: number | string;
  advisory_version: string | null;
  advisory_url: string | null;
  product_id: string;
  branch_path: string;
  vendor: string;
  product: string;
  version_range: string | null;
  released_on: string | null;
  sectors: string | null;
  cvss_vector: string | null;
  cwes: string | null;
  remediation_state: RemediationState;
  fixed_version: string | null;
  available_since: string | null;
  planned_for: string | null;
  remediation_url: string | null;
  remediation_details: string | null;
}

const ID_CHUNK = 500;

/** Reads what advisories state, for matching. */
export class MatchSourceStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): MatchSourceStore {
    return new MatchSourceStore(options.database);
  }

  /** Content hash of each advisory by id. */
  async advisoryHashes(): Promise<Map<string, string>> {
    const rows: { id: string; content_hash: string }[] = await this.#database(
      'advisories',
    ).select('id', 'content_hash');
    return new Map(rows.map(row => [row.id, row.content_hash]));
  }

  /** Vendors as the advisories write them; of all advisories, or by advisory of those given. */
  async vendors(): Promise<string[]> {
    const rows: { vendor: string }[] = await this.#database(
      'advisory_products',
    ).distinct('vendor');
    return rows.map(row => row.vendor);
  }

  /** Products of vendors, as the advisories write them. */
  async products(vendors: readonly string[]): Promise<string[]> {
    const query = this.#database('advisory_products').distinct('product');
    whereInValues(query, 'vendor', vendors);
    const rows: { product: string }[] = await query;
    return rows.map(row => row.product);
  }

  /** Vendors that each of the advisories names. */
  async vendorsOf(
    advisoryIds: readonly string[],
  ): Promise<{ advisoryId: string; vendor: string }[]> {
    const query = this.#database('advisory_products').distinct(
      'advisory_id',
      'vendor',
    );
    whereInValues(query, 'advisory_id', advisoryIds);
    const rows: { advisory_id: string; vendor: string }[] = await query;
    return rows.map(row => ({
      advisoryId: row.advisory_id,
      vendor: row.vendor,
    }));
  }

  /** A page of the rows of some vendors, in the order of their ids. */
  async rows(options: {
    vendors: readonly string[];
    afterId: number;
    limit: number;
  }): Promise<SourceRow[]> {
    const query = this.#database('advisory_products')
      .select(
        'id',
        'advisory_id',
        'cve',
        'vendor',
        'product',
        'version_range',
        'status',
        'justification',
        'source',
        'naming',
        'applicability',
      )
      .where('id', '>', options.afterId)
      .orderBy('id')
      .limit(options.limit);
    whereInValues(query, 'vendor', options.vendors);
    const rows: {
      id: number | string;
      advisory_id: string;
      cve: string;
      vendor: string;
      product: string;
      version_range: string | null;
      status: FindingStatus;
      justification: string | null;
      source: AdviceSource;
      naming: ProductNaming | null;
      applicability: string | null;
    }[] = await query;
    return rows.map(row => ({
      id: Number(row.id),
      advisoryId: row.advisory_id,
      cve: row.cve,
      vendor: row.vendor,
      product: row.product,
      range: row.version_range ?? undefined,
      status: row.status,
      justification: row.justification ?? undefined,
      source: row.source,
      naming: row.naming ?? undefined,
      applicability: row.applicability
        ? JSON.parse(row.applicability)
        : undefined,
    }));
  }

  /** Details of rows by id; a row that is gone meanwhile is missing. */
  async details(
    ids: readonly number[],
    transaction?: Knex.Transaction,
  ): Promise<Map<number, SourceDetail>> {
    const details = new Map<number, SourceDetail>();
    for (let start = 0; start < ids.length; start += ID_CHUNK) {
      const rows: DetailRow[] = await (transaction ?? this.#database)(
        'advisory_products',
      )
        .leftJoin(
          'advisories',
          'advisories.id',
          'advisory_products.advisory_id',
        )
        .leftJoin('advisory_vulnerabilities', join =>
          join
            .on(
              'advisory_vulnerabilities.advisory_id',
              'advisory_products.advisory_id',
            )
            .andOn('advisory_vulnerabilities.cve', 'advisory_products.cve'),
        )
        .select(
          'advisory_products.id',
          'advisories.version as advisory_version',
          'advisories.url as advisory_url',
          'product_id',
          'branch_path',
          'vendor',
          'product',
          'version_range',
          'advisories.released_on',
          'advisories.sectors',
          'advisory_vulnerabilities.cvss_vector',
          'advisory_vulnerabilities.cwes',
          'remediation_state',
          'fixed_version',
          'available_since',
          'planned_for',
          'remediation_url',
          'remediation_details',
        )
        .whereIn('advisory_products.id', ids.slice(start, start + ID_CHUNK));
      for (const row of rows) {
        details.set(Number(row.id), {
          advisoryVersion: row.advisory_version ?? undefined,
          advisoryUrl: row.advisory_url ?? undefined,
          productId: row.product_id,
          branchPath: JSON.parse(row.branch_path),
          advised: {
            vendor: row.vendor,
            product: row.product,
            versionRange: row.version_range ?? undefined,
            releasedOn: row.released_on?.slice(0, 10),
            sectors: row.sectors ? JSON.parse(row.sectors) : undefined,
            cvssVector: row.cvss_vector ?? undefined,
            cwes: row.cwes ? JSON.parse(row.cwes) : undefined,
          },
          remediation: {
            state: row.remediation_state,
            fixedVersion: row.fixed_version ?? undefined,
            availableSince: row.available_since ?? undefined,
            plannedFor: row.planned_for ?? undefined,
            url: row.remediation_url ?? undefined,
            details: row.remediation_details ?? undefined,
          },
        });
      }
    }
    return details;
  }
}
