import { cleanText } from '@patch-risk/match';
import { z } from 'zod';

const MOST_TAGS = 1_000;
const MOST_SIGHTINGS = 100_000;

/** Seconds since 1970 as MISP writes them, as an ISO 8601 instant in UTC. */
function secondsSchema(latest: string) {
  return z
    .union([
      z.number(),
      z.string().regex(/^\d{1,12}$/, 'is no time in seconds'),
    ])
    .transform((seconds, context) => {
      const milliseconds = Number(seconds) * 1_000;
      // Further days have no date at all.
      const instant =
        milliseconds >= 0 && milliseconds <= 8.64e15
          ? new Date(milliseconds).toISOString()
          : undefined;
      if (instant === undefined || instant > latest) {
        context.addIssue({
          code: 'custom',
          message: 'is no time of the past in seconds since 1970',
        });
        return z.NEVER;
      }
      return instant;
    });
}

const name = z.string().transform(text => cleanText(text, 200));
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .transform(value => value === true || value === 1 || value === '1');
const tags = z
  .array(z.object({ name: z.string().max(500) }))
  .max(MOST_TAGS)
  .default([]);
const organisation = z.object({ name });
const galaxies = z
  .array(
    z.object({
      type: z.string().max(200).default(''),
      GalaxyCluster: z
        .array(z.object({ value: name }))
        .max(MOST_TAGS)
        .default([]),
    }),
  )
  .max(MOST_TAGS)
  .default([]);

/**
 * What is read of the parts of an event.
 *
 * @param latest - instant after which no time may lie, ISO 8601 in UTC
 */
export function mispSchemas(latest: string) {
  const seconds = secondsSchema(latest);
  return {
    /** Attributes and objects are read one by one. */
    event: z.object({
      uuid: z.uuid().transform(text => text.toLowerCase()),
      timestamp: seconds,
      published: flag.optional(),
      deleted: flag.optional(),
      Org: organisation.optional(),
      Orgc: organisation.optional(),
      Tag: tags,
      Galaxy: galaxies,
      Attribute: z.array(z.unknown()).default([]),
      Object: z.array(z.unknown()).default([]),
    }),
    object: z.object({
      deleted: flag.optional(),
      Attribute: z.array(z.unknown()).default([]),
    }),
    attribute: z.object({
      type: z.string().max(200),
      value: z.string(),
      timestamp: seconds.optional(),
      deleted: flag.optional(),
      Tag: tags,
      Galaxy: galaxies,
      Sighting: z.array(z.unknown()).max(MOST_SIGHTINGS).default([]),
    }),
    sighting: z.object({
      /** 0: seen, 1: false positive, 2: expired. */
      type: z.coerce.string().pipe(z.enum(['0', '1', '2'])),
      date_sighting: seconds,
      Organisation: organisation.optional(),
    }),
  };
}

/** What is told of an attribute before it is known to be of use. */
export const mispHeadSchema = z.object({ type: z.string().max(200) });
