import { z } from 'zod';
import { cleanText } from '../records/cleanText';
import { cveSchema } from '../records/cveSchema';

const text = (maxLength: number) =>
  z.string().transform(value => cleanText(value, maxLength));
const bound = z.string().min(1).max(200).optional();

/** One CPE name with the versions that are meant. */
export const cpeMatchSchema = z.object({
  vulnerable: z.boolean(),
  criteria: z.string().max(1_000),
  versionStartIncluding: bound,
  versionStartExcluding: bound,
  versionEndIncluding: bound,
  versionEndExcluding: bound,
});

const operator = z.enum(['AND', 'OR']);

/** Names of a configuration, one of them or all; read one by one. */
export const nodeSchema = z.object({
  operator,
  negate: z.boolean().optional(),
  cpeMatch: z.array(z.unknown()),
});

/** What is affected together, for example firmware and the hardware that it runs on. */
export const configurationSchema = z.object({
  operator: operator.optional(),
  negate: z.boolean().optional(),
  nodes: z.array(z.unknown()),
});

const metric = z.object({
  type: z.string().optional(),
  cvssData: z.object({
    version: z.string().max(10),
    vectorString: z
      .string()
      .max(300)
      .regex(/^(CVSS:\d\.\d\/|AV:)[A-Za-z:/.]+$/),
    baseScore: z.number().min(0).max(10).optional(),
    baseSeverity: text(20).optional(),
  }),
});
const metrics = z.array(metric).optional().catch(undefined);

/** A CVE of the CVE API 2.0; without metrics and configurations where NVD does not analyse it. */
export const nvdCveSchema = z.object({
  id: cveSchema,
  vulnStatus: z.string().max(100).optional(),
  published: z.string().max(50),
  lastModified: z.string().max(50),
  metrics: z
    .object({
      cvssMetricV2: metrics,
      cvssMetricV30: metrics,
      cvssMetricV31: metrics,
      cvssMetricV40: metrics,
    })
    .optional()
    .catch(undefined),
  weaknesses: z
    .array(
      z.object({
        description: z.array(z.object({ value: z.string().max(100) })),
      }),
    )
    .optional()
    .catch(undefined),
  configurations: z.array(z.unknown()).optional(),
});

/** A page of the CVE API 2.0; its CVEs are read one by one. */
export const nvdPageSchema = z.object({
  format: z.literal('NVD_CVE'),
  version: z.literal('2.0'),
  resultsPerPage: z.number().int().min(0),
  startIndex: z.number().int().min(0),
  totalResults: z.number().int().min(0),
  timestamp: z.string().max(50),
  vulnerabilities: z.array(z.unknown()),
});

export type NvdCpeMatch = z.output<typeof cpeMatchSchema>;
