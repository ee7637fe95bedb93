import { z } from 'zod';
import type { ReadDocument } from '../csaf/readDocument';
import { cveSchema } from '../records/cveSchema';
import { dateSchema } from '../records/dateSchema';
import type { FindingStatus } from '../records/FindingStatus';
import type { RecordProblem } from '../records/RecordProblem';
import type { RemediationState } from '../records/RemediationState';
import { schemaProblem } from '../records/schemaProblem';
import {
  affectsSchema,
  bomSchema,
  type VexVulnerability,
  vexVulnerabilitySchema,
} from './cycloneDxSchema';
import { readSubjects } from './readSubjects';
import { rowsOfStatements } from './rowsOfStatements';
import type { VexStatement } from './VexStatement';

type Analysis = NonNullable<VexVulnerability['analysis']>;

const STATUS: Record<NonNullable<Analysis['state']>, FindingStatus> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

/** What the responses say of a fix; a workaround says nothing of one. */
function remediationOf(response: readonly string[]): RemediationState {
  if (response.includes('update')) return 'available';
  if (response.includes('will_not_fix')) return 'no_fix_planned';
  return response.includes('can_not_fix') ? 'none_available' : 'unknown';
}

function cvesOf({ id, references = [] }: VexVulnerability): string[] {
  const ids = [id, ...references.map(each => each.id ?? '')];
  const cves = ids.flatMap(text => {
    const read = cveSchema.safeParse(text);
    return read.success ? [read.data] : [];
  });
  return [...new Set(cves)];
}

function cvssOf({ ratings = [] }: VexVulnerability) {
  const vectorSchema = z.string().regex(/^(CVSS:\d\.\d\/|AV:)[A-Za-z:/.]+$/);
  for (const { method, vector, score, severity } of ratings) {
    const read = vectorSchema.safeParse(vector);
    if (read.success && method?.startsWith('CVSS')) {
      const version =
        /^CVSS:(\d\.\d)/.exec(read.data)?.[1] ??
        (method === 'CVSSv2' ? '2.0' : '3.1');
      return { version, vector: read.data, baseScore: score, severity };
    }
  }
  return undefined;
}

/** Versions that a statement is about; one without any is about the subject as it stands there. */
function statusesOf(
  affects: z.output<typeof affectsSchema>,
  analysed: FindingStatus,
): { range?: string; version?: string; status: FindingStatus }[] {
  const versions = affects.versions ?? [];
  if (versions.length === 0) return [{ status: analysed }];
  return versions.map(({ range, version, status }) => {
    if (status === 'unaffected') {
      return { range, version, status: 'not_affected' };
    }
    return {
      range,
      version,
      status: status === 'unknown' ? 'unknown' : analysed,
    };
  });
}

/**
 * Reads what a CycloneDX document (1.4 on, JSON) says of vulnerabilities. A vulnerability without an
 * analysis is one that its author found to be there. What is said of a component of the described
 * product is said of that product too, and of the component nowhere else.
 *
 * @param options - as for `readDocument`
 * @returns undefined when the document cannot be used, or says nothing of vulnerabilities
 *
 * @public
 */
export function readCycloneDxVex(options: {
  value: unknown;
  contentHash: string;
  today: string;
  record: string;
  problems: RecordProblem[];
}): ReadDocument | undefined {
  const { value, record, problems, today } = options;
  const parsed = bomSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: value, error: parsed.error }));
    return undefined;
  }
  const bom = parsed.data;
  if (!bom.vulnerabilities) {
    problems.push({
      record,
      field: 'vulnerabilities',
      reason: 'The document says nothing of vulnerabilities: it is no VEX',
      remedy: 'Give a bill of materials as SBOM of a device instead',
    });
    return undefined;
  }
  const { whole, find } = readSubjects({ bom, record, problems });
  const stamp = dateSchema.safeParse(bom.metadata?.timestamp);
  const day = stamp.success ? stamp.data : today;
  const statements = new Map<string, VexStatement[]>();
  const facts = new Map<string, VexVulnerability>();
  for (const [index, raw] of bom.vulnerabilities.entries()) {
    const prefix = `vulnerabilities.${index}`;
    const read = vexVulnerabilitySchema.safeParse(raw);
    const cves = read.success ? cvesOf(read.data) : [];
    if (!read.success || cves.length === 0) {
      problems.push(
        read.success
          ? {
              record,
              field: `${prefix}.id`,
              value: read.data.id.slice(0, 200),
              reason: 'is no CVE, and refers to none',
            }
          : schemaProblem({ record, input: raw, error: read.error, prefix }),
      );
      continue;
    }
    const { analysis, affects = [] } = read.data;
    const analysed = STATUS[analysis?.state ?? 'exploitable'];
    const denies = analysed === 'not_affected' || analysed === 'fixed';
    const common = {
      justification: denies
        ? analysis?.justification ?? analysis?.detail
        : undefined,
      details: analysis?.detail,
      remediationState: remediationOf(analysis?.response ?? []),
    };
    for (const [position, rawAffects] of affects.entries()) {
      const place = `${prefix}.affects.${position}`;
      const about = affectsSchema.safeParse(rawAffects);
      const subject = about.success ? find(about.data.ref) : undefined;
      if (!about.success || !subject) {
        problems.push(
          about.success
            ? {
                record,
                field: `${place}.ref`,
                value: about.data.ref.slice(0, 200),
                reason:
                  'The document holds no component of this reference, and it is neither a package URL nor a CPE',
                remedy: 'Report it to the publisher of the document',
              }
            : schemaProblem({
                record,
                input: rawAffects,
                error: about.error,
                prefix: place,
              }),
        );
        continue;
      }
      for (const cve of cves) {
        if (!facts.has(cve)) facts.set(cve, read.data);
        const ofCve = statements.get(cve) ?? [];
        statements.set(cve, ofCve);
        const all = statusesOf(about.data, analysed);
        for (const { range, version, status } of all) {
          const exact = version === undefined ? {} : { version };
          ofCve.push({
            ...common,
            cve,
            subject: range === undefined ? { ...subject, ...exact } : subject,
            range,
            status,
          });
        }
        if (whole && subject.within) {
          ofCve.push({ ...common, cve, subject: whole, status: analysed });
        }
      }
    }
  }
  const trackingId = bom.serialNumber ?? `vex:${record}`;
  return {
    advisory: {
      trackingId,
      version: String(bom.version ?? 1),
      title: whole ? `VEX of ${whole.path.join(' ')}` : 'VEX',
      publisher: whole?.vendor || 'CycloneDX VEX',
      releasedOn: day,
      revisedOn: day,
      sectors: [],
      contentHash: options.contentHash,
    },
    vulnerabilities: [...statements].map(([cve, ofCve]) => {
      const fact = facts.get(cve);
      const published = dateSchema.safeParse(fact?.published);
      return {
        vulnerability: {
          cve,
          disclosedOn: published.success ? published.data : day,
          cvss: fact && cvssOf(fact),
          cwes: (fact?.cwes ?? []).map(id => `CWE-${id}`),
        },
        products: rowsOfStatements(ofCve),
      };
    }),
  };
}
