import { z } from 'zod';

/**
 * A CVE identifier, in capitals.
 *
 * @public
 */
export const cveSchema = z
  .string()
  .trim()
  .regex(/^CVE-\d{4}-\d{4,19}$/i, 'is no CVE identifier')
  .toUpperCase();
