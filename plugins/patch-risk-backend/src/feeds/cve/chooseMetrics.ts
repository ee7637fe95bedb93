import {
  cleanText,
  type RecordProblem,
  schemaProblem,
} from '@patch-risk/match';
import { isCvssVector } from '@patch-risk/model';
import type { CveRecord, CveRecordCvss } from './CveRecord';
import { ssvcSchema, type CveMetric } from './schema';

/** The order in which the exploit model was given them. */
const VERSIONS = [
  ['cvssV3_1', '3.1'],
  ['cvssV3_0', '3.0'],
  ['cvssV4_0', '4.0'],
  ['cvssV2_0', '2.0'],
] as const;
const VECTOR_CHARACTERS = 200;

/** The score of the first version that there is; of several of one version the highest. */
function chooseCvss(
  metrics: readonly CveMetric[],
  options: { field: string; record: string; problems: RecordProblem[] },
): Omit<CveRecordCvss, 'source'> | undefined {
  const { field, record, problems } = options;
  for (const [key, version] of VERSIONS) {
    const [highest] = metrics
      .flatMap(metric => metric[key] ?? [])
      .sort((left, right) => (right.baseScore ?? 0) - (left.baseScore ?? 0));
    if (highest) {
      const { vectorString, baseScore } = highest;
      const vector = cleanText(vectorString ?? '', VECTOR_CHARACTERS);
      const isVector = isCvssVector(vector);
      if (vector && !isVector) {
        problems.push({
          record,
          field: `${field}.metrics.${key}.vectorString`,
          value: vector,
          reason: `is no vector of CVSS ${version}; its score counts`,
          remedy: 'Report it to the publisher of the feed',
        });
      }
      return { version, vector: isVector ? vector : undefined, baseScore };
    }
  }
  return undefined;
}

/**
 * The score of a CVE record, the assigner's before CISA's, and CISA's newest SSVC value.
 *
 * @param options - `cisaRevisedAt`: instant of CISA's last change, which dates a score without SSVC
 */
export function chooseMetrics(options: {
  cna: readonly CveMetric[];
  cisa: readonly CveMetric[];
  cisaRevisedAt: string | undefined;
  record: string;
  problems: RecordProblem[];
}): Pick<CveRecord, 'cvss' | 'ssvc'> {
  const { cna, cisa, cisaRevisedAt, record, problems } = options;
  let ssvc: CveRecord['ssvc'];
  for (const [index, { other }] of cisa.entries()) {
    if (other?.type !== 'ssvc') {
      continue;
    }
    const parsed = ssvcSchema.safeParse(other.content);
    if (!parsed.success) {
      problems.push(
        schemaProblem({
          record,
          input: other.content,
          error: parsed.error,
          prefix: `containers.adp.metrics.${index}.other.content`,
        }),
      );
      continue;
    }
    const { timestamp, Exploitation, Automatable } = parsed.data;
    const impact = parsed.data['Technical Impact'];
    if (!ssvc || timestamp > ssvc.writtenAt) {
      ssvc = {
        exploitation: Exploitation,
        automatable: Automatable && Automatable === 'yes',
        totalImpact: impact && impact === 'total',
        writtenAt: timestamp,
      };
    }
  }
  const own = chooseCvss(cna, { ...options, field: 'containers.cna' });
  const added = own
    ? undefined
    : chooseCvss(cisa, { ...options, field: 'containers.adp' });
  return {
    ssvc,
    cvss:
      (own && { ...own, source: 'cna' }) ??
      (added && {
        ...added,
        source: 'adp',
        // CISA writes scores together with SSVC; the date of the container moves on with each touch.
        addedOn: (ssvc?.writtenAt ?? cisaRevisedAt)?.slice(0, 10),
      }),
  };
}
