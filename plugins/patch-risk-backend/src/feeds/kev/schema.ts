import { cleanText, cveSchema, dateSchema } from '@patch-risk/match';
import { z } from 'zod';

/** The catalogue around the entries; these are parsed one by one, so that one bad entry harms no other. */
export const kevCatalogSchema = z.object({
  catalogVersion: z.string(),
  dateReleased: dateSchema,
  count: z.int().nonnegative(),
  vulnerabilities: z.array(z.unknown()),
});

/** One vulnerability that is known to be exploited. */
export const kevEntrySchema = z
  .object({
    cveID: cveSchema,
    vulnerabilityName: z.string(),
    dateAdded: dateSchema,
    dueDate: dateSchema.optional(),
    knownRansomwareCampaignUse: z.string().optional(),
    cwes: z.array(z.string().regex(/^CWE-\d+$/)).optional(),
  })
  .transform(entry => ({
    cve: entry.cveID,
    title: cleanText(entry.vulnerabilityName, 300),
    dateAdded: entry.dateAdded,
    dueDate: entry.dueDate,
    ransomware: entry.knownRansomwareCampaignUse?.toLowerCase() === 'known',
    cwes: entry.cwes ?? [],
  }));

/** An entry as the rest of the product knows it. Dates are `YYYY-MM-DD`. */
export type KevEntry = z.output<typeof kevEntrySchema>;
