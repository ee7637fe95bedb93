import type { AdvisoryVulnerability } from '../csaf/Advisory';
import { isBetterCvss } from '../csaf/chooseCvss';
import type { ReadDocument } from '../csaf/readDocument';
import { dateSchema } from '../records/dateSchema';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { readConfiguration } from './readConfiguration';
import { rowsOfConfiguration } from './rowsOfConfiguration';
import { nvdCveSchema } from './schema';
import type { z } from 'zod';

type NvdCve = z.output<typeof nvdCveSchema>;

function cvssOf({ metrics }: NvdCve): AdvisoryVulnerability['cvss'] {
  let chosen: AdvisoryVulnerability['cvss'];
  for (const { cvssData } of Object.values(metrics ?? {}).flatMap(
    each => each ?? [],
  )) {
    const candidate = {
      version: cvssData.version,
      vector: cvssData.vectorString,
      baseScore: cvssData.baseScore,
      severity: cvssData.baseSeverity,
    };
    if (isBetterCvss(candidate, chosen)) chosen = candidate;
  }
  return chosen;
}

function cwesOf({ weaknesses = [] }: NvdCve): string[] {
  const texts = weaknesses.flatMap(({ description }) =>
    description.map(({ value }) => value),
  );
  return [...new Set(texts.filter(text => /^CWE-\d{1,6}$/.test(text)))];
}

/** `2024-05-12T09:30:11.123` as a number that grows: `20240512093011`. */
function revisionOf(instant: string): string {
  return instant.replace(/\D/g, '').slice(0, 14).padEnd(14, '0');
}

/**
 * Reads one CVE of the CVE API 2.0 of NVD (an item of `vulnerabilities`). Without configurations,
 * which is normal, it says nothing of any product; so does one that was rejected.
 *
 * @param options - as for `readDocument`
 * @returns undefined when it cannot be used at all
 *
 * @public
 */
export function readNvdCve(options: {
  value: unknown;
  contentHash: string;
  record: string;
  problems: RecordProblem[];
}): ReadDocument | undefined {
  const { value, record, problems } = options;
  const raw =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'cve')
      ? (value as { cve: unknown }).cve
      : value;
  const parsed = nvdCveSchema.safeParse(raw);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: raw, error: parsed.error }));
    return undefined;
  }
  const data = parsed.data;
  const dates = [data.published, data.lastModified].map(date =>
    dateSchema.safeParse(date),
  );
  const [published, modified] = dates;
  if (!published.success || !modified.success) {
    const field = published.success ? 'lastModified' : 'published';
    problems.push({
      record,
      field,
      value: data[field],
      reason: 'is no ISO 8601 date between 1980 and 2200',
      remedy: 'Report it to the publisher of the feed',
    });
    return undefined;
  }
  const isRejected = data.vulnStatus?.toLowerCase() === 'rejected';

  function* readAll() {
    const products = (data.configurations ?? []).flatMap((each, index) => {
      const prefix = `configurations.${index}`;
      const configuration = readConfiguration({
        raw: each,
        prefix,
        record,
        problems,
      });
      return configuration
        ? rowsOfConfiguration(configuration, `${data.id}/${index}`)
        : [];
    });
    yield {
      vulnerability: {
        cve: data.id,
        disclosedOn: published.data ?? '',
        cvss: cvssOf(data),
        cwes: cwesOf(data),
      },
      products: products.map(product => ({ ...product, cve: data.id })),
    };
  }
  return {
    advisory: {
      trackingId: data.id,
      version: revisionOf(data.lastModified),
      title: data.id,
      publisher: 'NVD',
      url: `https://nvd.nist.gov/vuln/detail/${data.id}`,
      releasedOn: published.data,
      revisedOn: modified.data,
      sectors: [],
      contentHash: options.contentHash,
    },
    vulnerabilities: isRejected ? [] : readAll(),
  };
}
