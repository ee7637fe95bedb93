import { z } from 'zod';

/** What is saved of a feed of CVE records. */
export const cveCursorSchema = z.object({
  source: z.string(),
  /** Of `deltaLog.json` when it was last read. */
  version: z
    .object({
      etag: z.string().optional(),
      lastModified: z.string().optional(),
    })
    .optional(),
  /** Day of the first reading of the list: every record that is published from then on is read. */
  since: z.string(),
  /** The newest step of the list that was dealt with, ISO 8601 in UTC. */
  fetchTime: z.string(),
  /** CVEs whose records are still to be read. */
  pending: z.array(z.string()),
  /** CVEs without a record, with the day on which it was asked for. */
  absent: z.record(z.string(), z.string()),
});

export type CveCursor = z.output<typeof cveCursorSchema>;
