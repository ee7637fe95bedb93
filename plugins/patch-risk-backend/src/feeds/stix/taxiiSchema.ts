import { z } from 'zod';

const address = z.string().min(1).max(2_000);

/** What a server says of itself. */
export const discoverySchema = z.object({
  default: address.optional(),
  api_roots: z.array(address).max(100),
});

/** A collection of objects. */
export const collectionSchema = z.object({
  id: z.string().regex(/^[\w.-]{1,200}$/, 'is no identifier of a collection'),
  title: z.string().optional(),
  alias: z.string().optional(),
  can_read: z.boolean(),
});

/** The collections of an API root. */
export const collectionsSchema = z.object({
  collections: z.array(collectionSchema).max(1_000).default([]),
});

/** An API root. */
export const apiRootSchema = z.object({ versions: z.array(z.string()) });

/** What is saved of a feed that is read from a TAXII server. */
export const taxiiCursorSchema = z.object({
  source: z.string(),
  collections: z.record(
    z.string(),
    z.object({
      /** Only what was added later is asked for. */
      addedAfter: z.string().optional(),
      /** Where an interrupted reading goes on. */
      next: z.string().optional(),
      /** Of the newest page so far, while a reading is under way. */
      newest: z.string().optional(),
    }),
  ),
  counts: z.object({
    read: z.number(),
    accepted: z.number(),
    refused: z.number(),
  }),
});

export type TaxiiCursor = z.output<typeof taxiiCursorSchema>;
