import type { AdvisoryProduct, AdvisoryVulnerability } from '../csaf/Advisory';
import type { ReadDocument } from '../csaf/readDocument';
import { cveSchema } from '../records/cveSchema';
import { dateSchema } from '../records/dateSchema';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { packageUrlOf } from './packageUrlOf';
import { rangesOfAffected } from './rangesOfAffected';
import { affectedSchema, osvSchema, revisionSchema } from './schema';

const REMEDY = 'Report it to the publisher of the feed';
const MAX_CVES = 1_000;

function cvesOf(ids: readonly string[]): string[] {
  return [
    ...new Set(
      ids.flatMap(id => {
        const read = cveSchema.safeParse(id);
        return read.success ? [read.data] : [];
      }),
    ),
  ].slice(0, MAX_CVES);
}

const CVSS_VERSION: ReadonlyMap<string, string> = new Map([
  ['CVSS_V2', '2.0'],
  ['CVSS_V3', '3.1'],
  ['CVSS_V4', '4.0'],
]);

function cvssOf(
  severity: readonly { type: string; score: string }[],
): AdvisoryVulnerability['cvss'] {
  for (const type of ['CVSS_V3', 'CVSS_V4', 'CVSS_V2']) {
    const vector = severity.find(each => each.type === type)?.score;
    if (vector && /^(?:CVSS:\d\.\d\/|AV:)[A-Za-z:/.]+$/.test(vector)) {
      const version =
        /^CVSS:(\d\.\d)/.exec(vector)?.[1] ?? CVSS_VERSION.get(type) ?? '';
      return { version, vector };
    }
  }
  return undefined;
}

/** What a record says of each package that it names, without the vulnerability. */
function* productsOf(options: {
  affected: readonly unknown[];
  id: string;
  record: string;
  problems: RecordProblem[];
}): Generator<Omit<AdvisoryProduct, 'cve'>> {
  const { id, record, problems } = options;
  for (const [index, raw] of options.affected.entries()) {
    const prefix = `affected.${index}`;
    const parsed = affectedSchema.safeParse(raw);
    if (!parsed.success) {
      problems.push(
        schemaProblem({ record, input: raw, error: parsed.error, prefix }),
      );
      continue;
    }
    const { package: named } = parsed.data;
    const purl = named
      ? packageUrlOf({ ...named, purl: named.purl ?? undefined })
      : undefined;
    if (!named || purl === undefined) {
      problems.push({
        record,
        field: `${prefix}.package`,
        value: named?.ecosystem,
        reason: named
          ? 'The ecosystem is not known, and the package has no package URL'
          : 'No package is named, only commits, which no inventory holds',
        remedy: named ? REMEDY : undefined,
      });
      continue;
    }
    const { ecosystem, name } = named;
    const { ranges, fixed, hasFix, remark } = rangesOfAffected(
      parsed.data,
      ecosystem,
    );
    if (remark !== undefined) {
      const value = ecosystem;
      problems.push({
        record,
        field: `${prefix}.ranges`,
        value,
        reason: remark,
      });
    }
    for (const [part, range] of ranges.entries()) {
      yield {
        productId: `${id}/${index}/${part}`,
        // Packages are met by their package URL alone: no device has one for its model.
        vendorKey: '',
        vendor: '',
        product: name,
        branchPath: [ecosystem, name],
        versionRange: range,
        purl,
        source: 'osv',
        status: 'affected',
        remediationState: hasFix ? 'available' : 'unknown',
        fixedVersion: fixed,
      };
    }
  }
}

/**
 * Reads one record of OSV (schema 1.x, ossf.github.io/osv-schema). Its vulnerabilities are the CVEs
 * that it is, or is another name of, else those it is made from (`upstream`). A record that was
 * withdrawn names no products any more.
 *
 * @param options - as for `readDocument`
 * @returns undefined when the record cannot be used at all
 *
 * @public
 */
export function readOsv(options: {
  value: unknown;
  contentHash: string;
  record: string;
  problems: RecordProblem[];
}): ReadDocument | undefined {
  const { value, record, problems } = options;
  const parsed = osvSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: value, error: parsed.error }));
    return undefined;
  }
  const data = parsed.data;
  const revision = revisionSchema.safeParse(data.modified);
  const modified = dateSchema.safeParse(data.modified);
  if (!revision.success || !modified.success) {
    const reason = 'is no instant in UTC such as 2024-05-12T09:30:11Z';
    const shown = data.modified.slice(0, 100);
    problems.push({
      record,
      field: 'modified',
      value: shown,
      reason,
      remedy: REMEDY,
    });
    return undefined;
  }
  const own = cvesOf([data.id, ...(data.aliases ?? [])]);
  const cves = own.length > 0 ? own : cvesOf(data.upstream ?? []);
  if (cves.length === 0) {
    problems.push({
      record,
      field: 'aliases',
      value: data.id,
      reason: 'The record names no CVE, and findings are counted by CVE',
    });
    return undefined;
  }
  const isWithdrawn = typeof data.withdrawn === 'string';
  const affected = isWithdrawn ? [] : data.affected ?? [];
  const releasedOn = data.published ?? modified.data;
  const url = `https://osv.dev/vulnerability/${encodeURIComponent(data.id)}`;

  function* readAll() {
    for (const [index, cve] of cves.entries()) {
      const found: RecordProblem[] = [];
      const products = [
        ...productsOf({ affected, id: data.id, record, problems: found }),
      ];
      // The same packages for each CVE, so their problems are told once.
      if (index === 0) problems.push(...found);
      yield {
        vulnerability: {
          cve,
          title: data.summary,
          disclosedOn: releasedOn,
          cvss: cvssOf(data.severity ?? []),
          cwes: data.database_specific?.cwe_ids ?? [],
        },
        products: products.map(product => ({ ...product, cve })),
      };
    }
  }
  return {
    advisory: {
      trackingId: data.id,
      version: revision.data,
      title: data.summary ?? data.id,
      publisher: 'OSV',
      url,
      releasedOn,
      revisedOn: modified.data,
      sectors: [],
      contentHash: options.contentHash,
    },
    vulnerabilities: isWithdrawn ? [] : readAll(),
  };
}
