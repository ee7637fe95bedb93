import type { Knex } from 'knex';
import type {
  Advisory,
  AdvisoryProduct,
  AdvisoryVulnerability,
} from '@patch-risk/match';
import { identifierKeys, nameKey } from '@patch-risk/match';
import type { HostPace } from '../workers/HostPace';
import { releasePlannedFixes } from './releasePlannedFixes';
import { whereInValues } from './whereInValues';

/** An advisory as it is stored; `id` is feed id and tracking id. */
export interface StoredAdvisory extends Advisory {
  id: string;
  feedId: string;
  /** Instant, ISO 8601 in UTC. */
  changedAt: string;
}

interface AdvisoryRow {
  id: string;
  feed_id: string;
  tracking_id: string;
  version: string;
  title: string;
  publisher: string;
  url: string | null;
  released_on: string;
  revised_on: string;
  sectors: string | null;
  content_hash: string;
  changed_at: string;
}

interface ProductRow {
  advisory_id: string;
  cve: string;
  product_id: string;
  vendor_key: string;
  vendor: string;
  product: string;
  branch_path: string;
  version_range: string | null;
  status: AdvisoryProduct['status'];
  justification: string | null;
  remediation_state: AdvisoryProduct['remediationState'];
  fixed_version: string | null;
  available_since: string | null;
  planned_for: string | null;
  announced_for: string | null;
  unplanned_state: AdvisoryProduct['remediationState'] | null;
  remediation_url: string | null;
  remediation_details: string | null;
  cpe: string | null;
  purl: string | null;
  component_name: string | null;
  cpe_key: string | null;
  purl_key: string | null;
  name_key: string | null;
  source: string;
  naming: string | null;
  applicability: string | null;
}

// 26 columns a row: both engines take this many in one statement, and neither is held up for long.
const CHUNK = 100;

/** What components are met by; the texts themselves may differ in version and spelling. */
function keysOf({ applicability, cpe, purl, componentName }: AdvisoryProduct) {
  // What holds under a condition on the device says nothing of a component wherever it is.
  if (applicability) return { cpe_key: null, purl_key: null, name_key: null };
  return {
    cpe_key: identifierKeys({ cpe })[0] ?? null,
    purl_key: identifierKeys({ purl })[0] ?? null,
    name_key: componentName === undefined ? null : nameKey(componentName),
  };
}

function advisoryFromRow(row: AdvisoryRow): StoredAdvisory {
  return {
    id: row.id,
    feedId: row.feed_id,
    trackingId: row.tracking_id,
    version: row.version,
    title: row.title,
    publisher: row.publisher,
    url: row.url ?? undefined,
    releasedOn: row.released_on,
    revisedOn: row.revised_on,
    sectors: row.sectors ? JSON.parse(row.sectors) : [],
    contentHash: row.content_hash,
    changedAt: row.changed_at,
  };
}

/** Advisories with what they say of products. */
export class AdvisoryStore {
  readonly #database: Knex;
  readonly #pace: HostPace;

  private constructor(options: { database: Knex; pace: HostPace }) {
    this.#database = options.database;
    this.#pace = options.pace;
  }

  static create(options: { database: Knex; pace: HostPace }): AdvisoryStore {
    return new AdvisoryStore(options);
  }

  /** The advisories of these ids, by id. */
  async get(
    ids: readonly string[],
    transaction?: Knex.Transaction,
  ): Promise<Map<string, StoredAdvisory>> {
    const query = (transaction ?? this.#database)<AdvisoryRow>(
      'advisories',
    ).select('*');
    whereInValues(query, 'id', ids);
    const rows: AdvisoryRow[] = await query;
    return new Map(rows.map(row => [row.id, advisoryFromRow(row)]));
  }

  /** Hashes of the documents of a feed. */
  async listHashes(feedId: string): Promise<string[]> {
    const rows = await this.#database<AdvisoryRow>('advisories')
      .where({ feed_id: feedId })
      .select('content_hash');
    return rows.map(row => row.content_hash);
  }

  /** Date of the newest revision in a feed, `YYYY-MM-DD`. */
  async latestRevision(feedId: string): Promise<string | undefined> {
    const row = await this.#database<AdvisoryRow>('advisories')
      .where({ feed_id: feedId })
      .orderBy('revised_on', 'desc')
      .first('revised_on');
    return row?.revised_on;
  }

  /** Those of the CVEs that an advisory other than this one names. */
  async findShared(
    transaction: Knex.Transaction,
    advisoryId: string,
    cves: readonly string[],
  ): Promise<Set<string>> {
    const query = transaction<ProductRow>('advisory_products')
      .whereNot({ advisory_id: advisoryId })
      .distinct('cve');
    whereInValues(query, 'cve', cves);
    const rows: { cve: string }[] = await query;
    return new Set(rows.map(({ cve }) => cve));
  }

  /** Writes an advisory and removes products and vulnerabilities of its last revision. */
  async replace(
    transaction: Knex.Transaction,
    advisory: StoredAdvisory,
  ): Promise<void> {
    await transaction('advisory_products')
      .where({ advisory_id: advisory.id })
      .delete();
    await transaction('advisory_vulnerabilities')
      .where({ advisory_id: advisory.id })
      .delete();
    const row: AdvisoryRow = {
      id: advisory.id,
      feed_id: advisory.feedId,
      tracking_id: advisory.trackingId,
      version: advisory.version,
      title: advisory.title,
      publisher: advisory.publisher,
      url: advisory.url ?? null,
      released_on: advisory.releasedOn,
      revised_on: advisory.revisedOn,
      sectors: JSON.stringify(advisory.sectors),
      content_hash: advisory.contentHash,
      changed_at: advisory.changedAt,
    };
    await transaction('advisories').insert(row).onConflict('id').merge();
  }

  /** Takes an advisory out, with all that it says. */
  async remove(transaction: Knex.Transaction, id: string): Promise<void> {
    await transaction('advisory_products').where({ advisory_id: id }).delete();
    await transaction('advisory_vulnerabilities')
      .where({ advisory_id: id })
      .delete();
    await transaction('advisories').where({ id }).delete();
  }

  /** Adds vulnerabilities to an advisory; of one that it names twice the first counts. */
  async addVulnerabilities(
    transaction: Knex.Transaction,
    advisoryId: string,
    vulnerabilities: readonly AdvisoryVulnerability[],
  ): Promise<void> {
    for (let start = 0; start < vulnerabilities.length; start += CHUNK) {
      await transaction('advisory_vulnerabilities')
        .insert(
          vulnerabilities.slice(start, start + CHUNK).map(each => ({
            advisory_id: advisoryId,
            cve: each.cve,
            cvss_vector: each.cvss?.vector ?? null,
            cwes: JSON.stringify(each.cwes),
          })),
        )
        .onConflict(['advisory_id', 'cve'])
        .ignore();
      await this.#pace.rest();
    }
  }

  /** Adds products to an advisory. */
  async addProducts(
    transaction: Knex.Transaction,
    advisoryId: string,
    products: readonly AdvisoryProduct[],
  ): Promise<void> {
    for (let start = 0; start < products.length; start += CHUNK) {
      const rows = products.slice(start, start + CHUNK).map(
        (product): ProductRow => ({
          advisory_id: advisoryId,
          cve: product.cve,
          product_id: product.productId,
          vendor_key: product.vendorKey,
          vendor: product.vendor,
          product: product.product,
          branch_path: JSON.stringify(product.branchPath),
          version_range: product.versionRange ?? null,
          status: product.status,
          justification: product.justification ?? null,
          remediation_state: product.remediationState,
          fixed_version: product.fixedVersion ?? null,
          available_since: product.availableSince ?? null,
          planned_for: product.plannedFor ?? null,
          announced_for: product.announcedFor ?? null,
          unplanned_state: product.unplannedState ?? null,
          remediation_url: product.remediationUrl ?? null,
          remediation_details: product.remediationDetails ?? null,
          cpe: product.cpe ?? null,
          purl: product.purl ?? null,
          component_name: product.componentName ?? null,
          ...keysOf(product),
          source: product.source ?? 'csaf',
          naming: product.naming ?? null,
          applicability: product.applicability
            ? JSON.stringify(product.applicability)
            : null,
        }),
      );
      await transaction('advisory_products').insert(rows);
      // An embedded database works in this thread: let others have their turn.
      await this.#pace.rest();
    }
  }

  /** Ends announcements whose day has come, see `releasePlannedFixes`. @returns whether there were any */
  async releasePlannedFixes(
    transaction: Knex.Transaction,
    options: { feedId: string; today: string; at: string },
  ): Promise<boolean> {
    return releasePlannedFixes(transaction, options);
  }
}
