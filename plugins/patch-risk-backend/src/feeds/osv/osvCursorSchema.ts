import { z } from 'zod';

/** What is saved of a feed that is read from OSV. */
export const osvCursorSchema = z.object({
  source: z.string(),
  /** By ecosystem: everything that was modified until this instant is read. */
  ecosystems: z.record(z.string(), z.object({ modified: z.string() })),
});

export type OsvCursor = z.output<typeof osvCursorSchema>;
