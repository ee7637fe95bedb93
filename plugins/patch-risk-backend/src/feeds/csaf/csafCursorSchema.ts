import { z } from 'zod';

const version = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});

/** What is saved of a feed of CSAF documents that is read over HTTP. */
export const csafCursorSchema = z.object({
  source: z.string(),
  /** The last refresh dealt with every document; if not, the lists are read again in full. */
  isComplete: z.boolean(),
  listings: z.record(z.string(), version),
  documents: z.record(
    z.string(),
    z.object({
      /** As the list of documents has it. */
      updated: z.string().optional(),
      /** As the server has it, for lists that tell no times. */
      version: version.optional(),
      refused: z.boolean().optional(),
      /** Id of the advisory that it holds. */
      advisory: z.string().optional(),
      /** Whether a hash that the list names fits, or could not be read. */
      hash: z.enum(['fits', 'unread']).optional(),
      /** Address of its OpenPGP signature, which is not verified. */
      signature: z.string().optional(),
    }),
  ),
});

export type CsafCursor = z.output<typeof csafCursorSchema>;
