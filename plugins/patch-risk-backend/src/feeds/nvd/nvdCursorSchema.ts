import { z } from 'zod';

/** What is saved of a feed that is read from NVD. */
export const nvdCursorSchema = z.object({
  source: z.string(),
  /** Everything that was modified before this instant is read; absent until all was read once. */
  since: z.string().optional(),
  /** A reading that goes on: of everything, or of what was modified between two instants. */
  open: z
    .object({
      from: z.string().optional(),
      to: z.string(),
      startIndex: z.number().int().min(0),
      totalResults: z.number().int().min(0).optional(),
    })
    .optional(),
});

export type NvdCursor = z.output<typeof nvdCursorSchema>;
