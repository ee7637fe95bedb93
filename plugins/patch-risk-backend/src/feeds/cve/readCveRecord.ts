import {
  cleanText,
  type RecordProblem,
  schemaProblem,
} from '@patch-risk/match';
import { z } from 'zod';
import type { CveRecord } from './CveRecord';
import { chooseMetrics } from './chooseMetrics';
import {
  affectedSchema,
  containerSchema,
  cveRecordSchema,
  descriptionSchema,
  metricSchema,
  problemTypeSchema,
  type CveContainer,
} from './schema';

/** The exploit model reads this much of the text and of what is affected. */
const DESCRIPTION_CHARACTERS = 240;
const MOST_AFFECTED = 20;
const MOST_CWES = 50;
/** Some records list thousands of products. */
const MOST_PARTS = 5_000;
const NAME_CHARACTERS = 200;
const UNDATED = '1980-01-01T00:00:00.000Z';

interface Reading {
  record: string;
  problems: RecordProblem[];
}

/** Items of a list that fit their schema; the others are problems. */
function readParts<T>(
  reading: Reading,
  options: {
    field: string;
    parts: readonly unknown[] | undefined;
    schema: z.ZodType<T>;
  },
): T[] {
  const { field, parts = [], schema } = options;
  return parts.slice(0, MOST_PARTS).flatMap((part, index) => {
    const parsed = schema.safeParse(part);
    if (parsed.success) {
      return [parsed.data];
    }
    reading.problems.push(
      schemaProblem({
        record: reading.record,
        input: part,
        error: parsed.error,
        prefix: `${field}.${index}`,
      }),
    );
    return [];
  });
}

function cwesOf(
  reading: Reading,
  field: string,
  container: CveContainer | undefined,
): string[] {
  return readParts(reading, {
    field: `${field}.problemTypes`,
    parts: container?.problemTypes,
    schema: problemTypeSchema,
  }).flatMap(({ descriptions }) =>
    descriptions.flatMap(({ cweId, description }) => {
      const cwe = /\bCWE-\d{1,5}\b/i.exec(
        `${cweId ?? ''} ${description ?? ''}`,
      );
      return cwe ? [cwe[0].toUpperCase()] : [];
    }),
  );
}

function nameOf(text: string | undefined): string | undefined {
  return cleanText(text ?? '', NAME_CHARACTERS) || undefined;
}

function newest(...instants: (string | undefined)[]): string | undefined {
  return instants.filter(Boolean).sort().at(-1);
}

/**
 * Reads a CVE record of format 5.x. What is wrong with a part of it is a problem, and the rest counts.
 *
 * @param options - `problems` gets what was left out
 * @returns nothing where it is no CVE record
 */
export function readCveRecord(options: {
  record: string;
  value: unknown;
  problems: RecordProblem[];
}): CveRecord | undefined {
  const { record, value, problems } = options;
  const reading: Reading = { record, problems };
  const parsed = cveRecordSchema.safeParse(value);
  if (!parsed.success) {
    problems.push(schemaProblem({ record, input: value, error: parsed.error }));
    return undefined;
  }
  const { cveMetadata: meta, containers } = parsed.data;
  const assigner = cleanText(meta.assignerShortName ?? '', 64);
  const revisedAt =
    newest(
      meta.dateUpdated,
      meta.dateRejected,
      meta.datePublished,
      meta.dateReserved,
    ) ?? UNDATED;
  if (meta.state === 'REJECTED') {
    return {
      cve: meta.cveId,
      state: 'rejected',
      assigner,
      revisedAt,
      cwes: [],
      affected: [],
      description: '',
    };
  }
  const [cna] = readParts(reading, {
    field: 'containers.cna',
    parts: [containers.cna],
    schema: containerSchema,
  });
  if (!cna) {
    return undefined;
  }
  const cisa = readParts(reading, {
    field: 'containers.adp',
    parts: containers.adp,
    schema: containerSchema,
  }).find(({ providerMetadata }) => providerMetadata?.shortName === 'CISA-ADP');
  const { cvss, ssvc } = chooseMetrics({
    cna: readParts(reading, {
      field: 'containers.cna.metrics',
      parts: cna.metrics,
      schema: metricSchema,
    }),
    cisa: readParts(reading, {
      field: 'containers.adp.metrics',
      parts: cisa?.metrics,
      schema: metricSchema,
    }),
    cisaRevisedAt: cisa?.providerMetadata?.dateUpdated ?? meta.dateUpdated,
    ...reading,
  });
  const description = readParts(reading, {
    field: 'containers.cna.descriptions',
    parts: cna.descriptions,
    schema: descriptionSchema,
  }).find(({ lang }) => /^en\b/i.test(lang))?.value;
  const publishedAt = meta.datePublished ?? cna.datePublic ?? meta.dateUpdated;
  return {
    cve: meta.cveId,
    state: 'published',
    assigner,
    publishedOn: publishedAt?.slice(0, 10),
    revisedAt:
      newest(
        revisedAt,
        cna.providerMetadata?.dateUpdated,
        cisa?.providerMetadata?.dateUpdated,
        ssvc?.writtenAt,
      ) ?? UNDATED,
    cvss,
    cwes: [
      ...new Set([
        ...cwesOf(reading, 'containers.cna', cna),
        ...cwesOf(reading, 'containers.adp', cisa),
      ]),
    ]
      .sort()
      .slice(0, MOST_CWES),
    affected: readParts(reading, {
      field: 'containers.cna.affected',
      parts: cna.affected?.slice(0, MOST_AFFECTED),
      schema: affectedSchema,
    }).map(({ vendor, product }) => ({
      vendor: nameOf(vendor),
      product: nameOf(product),
    })),
    // The model was trained on text that is cut at this very place.
    description: cleanText(
      (description ?? '').slice(0, DESCRIPTION_CHARACTERS),
      DESCRIPTION_CHARACTERS,
    ),
    ssvc,
  };
}
