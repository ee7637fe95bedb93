import { cveSchema, dateSchema } from '@patch-risk/match';
import { z } from 'zod';

const probabilitySchema = z
  .string()
  .regex(/^\d+(\.\d+)?(e-?\d+)?$/i, 'is no number')
  .transform(Number)
  .pipe(z.number().min(0).max(1));

/** The first line, split at commas: `#model_version:v2025.03.14,score_date:2025-03-17T00:00:00+0000`. */
export const epssHeadSchema = z.tuple([
  z
    .string()
    .regex(/^#model_version:.{1,50}$/, 'is no line "#model_version:…"')
    .transform(text => text.slice('#model_version:'.length)),
  z
    .string()
    .regex(/^score_date:/, 'is no "score_date:…"')
    .transform(text => text.slice('score_date:'.length))
    .pipe(dateSchema),
]);

/** One row: CVE, chance of exploitation within 30 days, share of CVEs with a lower or equal chance. */
export const epssRowSchema = z
  .tuple([cveSchema, probabilitySchema, probabilitySchema])
  .transform(([cve, probability, percentile]) => ({
    cve,
    probability,
    percentile,
  }));

/** A score as the rest of the product knows it. */
export type EpssScore = z.output<typeof epssRowSchema>;
