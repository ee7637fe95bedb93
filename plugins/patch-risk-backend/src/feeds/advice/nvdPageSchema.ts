import { z } from 'zod';

const count = z.number().int().min(0);

/** A page of the CVE API 2.0 of NVD; its items are read one by one. */
export const nvdPageSchema = z.object({
  format: z.literal('NVD_CVE'),
  version: z.literal('2.0'),
  resultsPerPage: count,
  startIndex: count,
  totalResults: count,
  vulnerabilities: z.array(z.unknown()),
});
