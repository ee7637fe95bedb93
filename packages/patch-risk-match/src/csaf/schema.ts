import { z } from 'zod';
import { cleanText } from '../records/cleanText';
import { cveSchema } from '../records/cveSchema';
import { dateSchema } from '../records/dateSchema';

const text = (maxLength: number) =>
  z.string().transform(value => cleanText(value, maxLength));

const webUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s]+$/i);

/** The document's own data, and its product tree and vulnerabilities still unread. */
export const csafDocumentSchema = z.object({
  document: z.object({
    csaf_version: z.literal('2.0'),
    title: text(500),
    publisher: z.object({
      name: text(200).pipe(z.string().min(1)),
      category: z.string(),
    }),
    references: z
      .array(z.object({ category: z.string().optional(), url: z.string() }))
      .optional(),
    notes: z
      .array(
        z.object({
          category: z.string().optional(),
          title: z.string().optional(),
          text: z.string(),
        }),
      )
      .optional()
      .catch(undefined),
    tracking: z.object({
      id: text(200).pipe(z.string().min(1)),
      version: z
        .string()
        .max(50)
        .regex(
          /^(0|[1-9]\d*)(\.\d+\.\d+.*)?$/,
          'is neither a whole number nor a semantic version',
        ),
      status: z.enum(['final', 'interim'], {
        error: 'is not final or interim; drafts are not taken in',
      }),
      initial_release_date: dateSchema,
      current_release_date: dateSchema,
    }),
  }),
  product_tree: z
    .object({
      branches: z.array(z.unknown()).optional(),
      full_product_names: z.array(z.unknown()).optional(),
      relationships: z.array(z.unknown()).optional(),
      product_groups: z.array(z.unknown()).optional(),
    })
    .optional(),
  vulnerabilities: z.array(z.unknown()).optional(),
});

/** A product's name and identifier. */
export const fullProductNameSchema = z.object({
  name: text(500),
  product_id: z.string().min(1).max(500),
  product_identification_helper: z
    .object({
      cpe: z.string().max(500).optional(),
      purl: z.string().max(2_000).optional(),
      x_generic_uris: z
        .array(z.object({ namespace: z.string(), uri: z.string().max(2_000) }))
        .optional()
        .catch(undefined),
    })
    .optional(),
});

/** One node of the branches; its children are read one by one. */
export const branchSchema = z.object({
  category: z.string().max(100),
  name: text(500),
  product: fullProductNameSchema.optional(),
  branches: z.array(z.unknown()).optional(),
});

/** A product made of two others, for example a component installed on a device. */
export const relationshipSchema = z.object({
  category: z.string().max(100),
  full_product_name: fullProductNameSchema,
  product_reference: z.string(),
  relates_to_product_reference: z.string(),
});

/** A named list of products. */
export const productGroupSchema = z.object({
  group_id: z.string(),
  product_ids: z.array(z.string()),
});

const productIds = z.array(z.string()).optional();

/** A remediation for some products. */
export const remediationSchema = z.object({
  category: z.string().max(100),
  details: text(2_000),
  date: dateSchema.optional(),
  url: webUrl.optional().catch(undefined),
  product_ids: productIds,
  group_ids: productIds,
});

const cvssSchema = z.object({
  version: z.string().max(10),
  vectorString: z
    .string()
    .max(300)
    .regex(/^(CVSS:\d\.\d\/|AV:)[A-Za-z:/.]+$/, 'is no CVSS vector'),
  baseScore: z.number().min(0).max(10).optional(),
  baseSeverity: text(20).optional(),
});

/** Scores of some products; a CVSS that cannot be read leaves the others alone. */
export const scoreSchema = z.object({
  products: productIds,
  cvss_v2: cvssSchema.optional(),
  cvss_v3: cvssSchema.optional(),
  cvss_v4: cvssSchema.optional(),
});

/** Why some products are not affected, as VEX has it; unknown labels are kept as they are. */
export const flagSchema = z.object({
  label: z.string().max(100),
  product_ids: productIds,
  group_ids: productIds,
});

/** An impact statement on some products; other threats are left alone. */
export const threatSchema = z.object({
  category: z.string().max(100),
  details: text(500),
  product_ids: productIds,
  group_ids: productIds,
});

/** The product status lists of CSAF 2.0; lists of any other name are left alone. */
const productStatusSchema = z.object({
  first_affected: productIds,
  first_fixed: productIds,
  fixed: productIds,
  known_affected: productIds,
  known_not_affected: productIds,
  last_affected: productIds,
  recommended: productIds,
  under_investigation: productIds,
});

/** One vulnerability; remediations and scores are read one by one. */
export const vulnerabilitySchema = z.object({
  cve: cveSchema.optional(),
  ids: z
    .array(z.object({ system_name: z.string(), text: z.string() }))
    .optional()
    .catch(undefined),
  title: text(500).optional(),
  cwe: z
    .object({ id: z.string().regex(/^CWE-\d{1,6}$/), name: text(300) })
    .optional()
    .catch(undefined),
  discovery_date: dateSchema.optional().catch(undefined),
  release_date: dateSchema.optional().catch(undefined),
  notes: z
    .array(
      z.object({
        category: z.string().optional(),
        title: z.string().optional(),
        text: z.string().optional(),
      }),
    )
    .optional()
    .catch(undefined),
  product_status: productStatusSchema.optional(),
  remediations: z.array(z.unknown()).optional(),
  scores: z.array(z.unknown()).optional(),
  flags: z.array(z.unknown()).optional(),
  threats: z.array(z.unknown()).optional(),
});

export type CsafDocument = z.output<typeof csafDocumentSchema>;
export type CsafRemediation = z.output<typeof remediationSchema>;
export type CsafVulnerability = z.output<typeof vulnerabilitySchema>;
export type CsafScore = z.output<typeof scoreSchema>;
