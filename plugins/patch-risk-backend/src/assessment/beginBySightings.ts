import type { StoredSighting } from '../database/readSightings';

/** A report with what it adds to the score. */
export interface JudgedSighting {
  sighting: StoredSighting;
  /** Chance that exploitation has begun, by this report alone; 0 where it does not count. */
  chance: number;
}

/**
 * What reports of exploitation say of its beginning: the chance is the trust in the source times how sure the source
 * is. Of several the highest counts, as sources repeat each other.
 *
 * @param trusts - by feed id, in [0, 1]
 */
export function beginBySightings(
  sightings: readonly StoredSighting[],
  trusts: Readonly<Record<string, number>>,
): { chance: number; judged: JudgedSighting[] } {
  const judged = sightings
    .map(sighting => {
      const { feedId, kind, count, confidence = 1 } = sighting;
      const isExploitation =
        (kind === 'sighting' || kind === 'use') && count > 0;
      return {
        sighting,
        chance: isExploitation ? (trusts[feedId] ?? 0) * confidence : 0,
      };
    })
    .sort((one, other) => other.chance - one.chance);
  return { chance: judged[0]?.chance ?? 0, judged };
}
