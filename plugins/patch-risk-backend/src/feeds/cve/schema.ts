import { cveSchema } from '@patch-risk/match';
import { z } from 'zod';
import { instantSchema } from './instantSchema';

const text = z.string();
/** Some publishers write `null` for what they do not know. */
const optionalText = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
/** Parts that are read one by one, so that what is wrong with one does no harm to the others. */
const parts = z.array(z.unknown()).optional();

/** A container of a CVE record: of its assigner, or of somebody who adds to it. */
export const containerSchema = z.object({
  providerMetadata: z
    .object({
      shortName: optionalText,
      dateUpdated: instantSchema.optional(),
    })
    .optional(),
  datePublic: instantSchema.optional(),
  descriptions: parts,
  affected: parts,
  problemTypes: parts,
  metrics: parts,
});

export type CveContainer = z.output<typeof containerSchema>;

/** What every CVE record (JSON 5.x) must have; its containers are read on their own. */
export const cveRecordSchema = z.object({
  dataType: z.literal('CVE_RECORD'),
  dataVersion: z.string().regex(/^5\./, 'is no version 5.x'),
  cveMetadata: z.object({
    cveId: cveSchema,
    state: z.enum(['PUBLISHED', 'REJECTED']),
    assignerShortName: optionalText,
    datePublished: instantSchema.optional(),
    dateUpdated: instantSchema.optional(),
    dateReserved: instantSchema.optional(),
    dateRejected: instantSchema.optional(),
  }),
  containers: z.object({ cna: z.unknown(), adp: parts }),
});

export const descriptionSchema = z.object({ lang: text, value: text });

/** Assigners write `n/a` or nothing where they name no product. */
export const affectedSchema = z.object({
  vendor: optionalText,
  product: optionalText,
});

export const problemTypeSchema = z.object({
  descriptions: z.array(
    z.object({ cweId: optionalText, description: optionalText }),
  ),
});

const cvss = z.object({
  vectorString: optionalText,
  baseScore: z.number().min(0).max(10).optional(),
});

export const metricSchema = z.object({
  cvssV4_0: cvss.optional(),
  cvssV3_1: cvss.optional(),
  cvssV3_0: cvss.optional(),
  cvssV2_0: cvss.optional(),
  other: z.object({ type: text, content: z.unknown() }).optional(),
});

export type CveMetric = z.output<typeof metricSchema>;

const lowerCase = <T extends string>(values: [T, ...T[]]) =>
  z
    .string()
    .transform(value => value.trim().toLowerCase())
    .pipe(z.enum(values));

/** CISA's decision points: a list of objects with one key each, in mixed case. */
export const ssvcSchema = z
  .object({
    timestamp: instantSchema,
    options: z.array(z.record(z.string(), z.unknown())),
  })
  .transform(({ timestamp, options }) => ({
    timestamp,
    ...Object.assign({}, ...options),
  }))
  .pipe(
    z.object({
      timestamp: z.string(),
      Exploitation: lowerCase(['none', 'poc', 'active']),
      Automatable: lowerCase(['yes', 'no']).optional(),
      'Technical Impact': lowerCase(['partial', 'total']).optional(),
    }),
  );

/** One step of `deltaLog.json`; its entries are read one by one. */
export const deltaStepSchema = z.object({
  fetchTime: instantSchema,
  new: z.array(z.unknown()).optional(),
  updated: z.array(z.unknown()).optional(),
});

/** A CVE whose record is new or has changed. */
export const deltaEntrySchema = z.object({ cveId: cveSchema });
