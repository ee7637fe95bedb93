import { cleanText } from '@patch-risk/match';
import type { Claim } from './Sighting';

/**
 * A claim with its text cleaned, or undefined where no text is left.
 *
 * @param options - `value` of at most 200 characters, longer ones are cut; `confidence` in [0, 1]
 *
 * @public
 */
export function createClaim(options: {
  value: string | undefined;
  confidence: number;
  evidence: string;
}): Claim | undefined {
  const value = cleanText(options.value?.slice(0, 2000) ?? '', 200).replace(
    /\s+/g,
    ' ',
  );
  return value === ''
    ? undefined
    : {
        value,
        confidence: options.confidence,
        evidence: cleanText(options.evidence, 200),
      };
}
