import { cleanText } from '@patch-risk/match';
import { z } from 'zod';
import { pastInstantSchema } from '../intelligence/pastInstantSchema';

const MOST_REFERENCES = 1_000;

const reference = z
  .string()
  .regex(
    /^[a-z0-9-]{1,100}--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'is no STIX identifier',
  )
  .transform(text => text.toLowerCase());

const references = z.array(reference).max(MOST_REFERENCES);
const words = (length: number) =>
  z.string().transform(text => cleanText(text, length));

/** What every object has, of which only this is read to tell whether it is of use. */
export const stixHeadSchema = z.object({ type: z.string().max(100) });

/**
 * An object that is of use.
 *
 * @param latest - instant after which no date may lie, ISO 8601 in UTC
 */
export function stixObjectSchema(latest: string) {
  const instant = pastInstantSchema(latest);
  return z.object({
    type: z.string(),
    id: reference,
    created: instant.optional(),
    modified: instant.optional(),
    revoked: z.boolean().optional(),
    name: words(200).optional(),
    confidence: z.number().int().min(0).max(100).optional(),
    sectors: z.array(words(100)).max(100).optional(),
    created_by_ref: reference.optional(),
    object_marking_refs: references.optional(),
    external_references: z
      .array(
        z.object({
          source_name: z.string(),
          external_id: z.string().max(1_000).optional(),
        }),
      )
      .max(MOST_REFERENCES)
      .optional(),
    relationship_type: z.string().max(100).optional(),
    source_ref: reference.optional(),
    target_ref: reference.optional(),
    start_time: instant.optional(),
    sighting_of_ref: reference.optional(),
    where_sighted_refs: references.optional(),
    first_seen: instant.optional(),
    last_seen: instant.optional(),
    count: z.number().int().min(0).max(999_999_999).optional(),
    definition_type: z.string().max(100).optional(),
    definition: z.object({ tlp: z.string().optional() }).optional(),
  });
}
