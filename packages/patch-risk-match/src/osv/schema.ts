import { z } from 'zod';
import { cleanText } from '../records/cleanText';
import { dateSchema } from '../records/dateSchema';

const text = (maxLength: number) =>
  z.string().transform(value => cleanText(value, maxLength));
const identifiers = z.array(z.string().max(300)).max(10_000).nullish();

/** Instant as the revision of a record: `20240512093011`, which grows. */
export const revisionSchema = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]00:?00)?$/,
    'is no instant in UTC such as 2024-05-12T09:30:11Z',
  )
  .transform(value => value.replace(/\D/g, '').slice(0, 14));

/** A record of OSV (schema 1.x); what is affected is read one by one. */
export const osvSchema = z.object({
  schema_version: z
    .string()
    .regex(/^1\.\d+(?:\.\d+)?$/, 'is no version 1.x of the schema of OSV')
    .optional(),
  id: text(200).pipe(z.string().min(1)),
  modified: z.string(),
  published: dateSchema.optional().catch(undefined),
  withdrawn: z.string().nullish(),
  aliases: identifiers,
  upstream: identifiers,
  summary: text(500).optional().catch(undefined),
  severity: z
    .array(z.object({ type: z.string().max(50), score: z.string().max(300) }))
    .nullish()
    .catch(undefined),
  references: z
    .array(z.object({ type: z.string().max(50), url: z.string() }))
    .nullish()
    .catch(undefined),
  affected: z.array(z.unknown()).nullish(),
  database_specific: z
    .object({
      cwe_ids: z.array(z.string().regex(/^CWE-\d{1,6}$/)).optional(),
    })
    .optional()
    .catch(undefined),
});

/** A package, or nothing but commits, with what of it is affected. */
export const affectedSchema = z.object({
  package: z
    .object({
      ecosystem: text(200).pipe(z.string().min(1)),
      name: z.string().min(1).max(500),
      purl: z.string().max(2_000).nullish(),
    })
    .nullish(),
  ranges: z
    .array(
      z.object({
        type: z.enum(['SEMVER', 'ECOSYSTEM', 'GIT']),
        events: z
          .array(
            z
              .object({
                introduced: z.string().max(300).optional(),
                fixed: z.string().max(300).optional(),
                last_affected: z.string().max(300).optional(),
                limit: z.string().max(300).optional(),
              })
              .refine(
                event => Object.values(event).some(each => each !== undefined),
                'is no event of OSV: introduced, fixed, last_affected or limit',
              ),
          )
          .min(1),
      }),
    )
    .nullish(),
  versions: z.array(z.string().max(300)).nullish(),
});

export type OsvAffected = z.output<typeof affectedSchema>;
export type OsvRange = NonNullable<OsvAffected['ranges']>[number];
