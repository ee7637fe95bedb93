import { z } from 'zod';
import { cleanText } from '../records/cleanText';

const text = (maxLength: number) =>
  z.string().transform(value => cleanText(value, maxLength));
const organisation = z
  .object({ name: text(200).optional() })
  .nullish()
  .catch(undefined);

/** A component, without those in it, which are read one by one. */
export const componentSchema = z.object({
  'bom-ref': z.string().max(2_000).optional(),
  name: text(500).pipe(z.string().min(1)),
  group: text(200).optional(),
  version: z.string().max(300).optional(),
  publisher: text(200).optional(),
  supplier: organisation,
  manufacturer: organisation,
  cpe: z.string().max(1_000).optional(),
  purl: z.string().max(2_000).optional(),
  components: z.array(z.unknown()).optional(),
});

/** A bill of materials with what it says of vulnerabilities; those are read one by one. */
export const bomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.[4-9]$/, 'is no version from 1.4 on'),
  serialNumber: z
    .string()
    .regex(/^urn:uuid:[0-9a-f-]{36}$/i)
    .optional()
    .catch(undefined),
  version: z.number().int().min(0).optional().catch(undefined),
  metadata: z
    .object({
      timestamp: z.string().max(50).optional(),
      component: z.unknown().optional(),
      supplier: organisation,
      manufacturer: organisation,
      manufacture: organisation,
    })
    .optional(),
  components: z.array(z.unknown()).optional(),
  vulnerabilities: z.array(z.unknown()).optional(),
});

/** One vulnerability, what it is in, and what its author found. */
export const vexVulnerabilitySchema = z.object({
  id: z.string().max(300),
  references: z
    .array(z.object({ id: z.string().max(300).optional() }))
    .optional()
    .catch(undefined),
  published: z.string().max(50).optional(),
  cwes: z.array(z.number().int().positive()).optional().catch(undefined),
  ratings: z
    .array(
      z.object({
        score: z.number().min(0).max(10).optional(),
        severity: z.string().max(20).optional(),
        method: z.string().max(20).optional(),
        vector: z.string().max(300).optional(),
      }),
    )
    .optional()
    .catch(undefined),
  analysis: z
    .object({
      state: z
        .enum([
          'resolved',
          'resolved_with_pedigree',
          'exploitable',
          'in_triage',
          'false_positive',
          'not_affected',
        ])
        .optional(),
      justification: z.string().max(100).optional(),
      response: z.array(z.string().max(100)).optional(),
      detail: text(2_000).optional(),
    })
    .optional(),
  affects: z.array(z.unknown()).optional(),
});

/** A product that a vulnerability is in, with its versions. */
export const affectsSchema = z.object({
  ref: z.string().min(1).max(2_000),
  versions: z
    .array(
      z.object({
        version: z.string().max(300).optional(),
        range: z.string().max(5_000).optional(),
        status: z.enum(['affected', 'unaffected', 'unknown']).optional(),
      }),
    )
    .optional(),
});

export type VexComponent = z.output<typeof componentSchema>;
export type VexVulnerability = z.output<typeof vexVulnerabilitySchema>;
