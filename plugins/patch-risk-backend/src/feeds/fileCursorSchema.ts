import { z } from 'zod';

/** What is saved of a feed that is one file: its version, and the counts to show while it stays. */
export const fileCursorSchema = z.object({
  source: z.string(),
  version: z.object({
    etag: z.string().optional(),
    lastModified: z.string().optional(),
  }),
  counts: z.object({
    read: z.number(),
    accepted: z.number(),
    refused: z.number(),
  }),
  snapshotDate: z.string(),
  /** Hash of the CVEs for which scores were kept. */
  knownCves: z.string().optional(),
});

export type FileCursor = z.output<typeof fileCursorSchema>;
