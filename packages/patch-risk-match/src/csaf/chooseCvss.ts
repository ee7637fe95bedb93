import type { AdvisoryVulnerability } from './Advisory';
import type { CsafScore } from './schema';

/**
 * A CVSS vector with its score.
 *
 * @public
 */
export type Cvss = NonNullable<AdvisoryVulnerability['cvss']>;

// Version 3 first: the models and the impact table read its metrics.
const versionOrder = ['2.0', '4.0', '3.0', '3.1'];

/**
 * True when `candidate` is to be shown rather than `present`.
 *
 * @public
 */
export function isBetterCvss(
  candidate: Cvss,
  present: Cvss | undefined,
): boolean {
  if (!present) {
    return true;
  }
  const rank = (cvss: Cvss) => versionOrder.indexOf(cvss.version);
  return (
    (rank(candidate) - rank(present) ||
      (candidate.baseScore ?? 0) - (present.baseScore ?? 0) ||
      candidate.vector.localeCompare(present.vector)) > 0
  );
}

/**
 * One CVSS for a vulnerability whose products may have several: version 3.1, then 3.0, 4.0, 2.0,
 * and of these the highest score.
 */
export function chooseCvss(scores: readonly CsafScore[]): Cvss | undefined {
  let chosen: Cvss | undefined;
  for (const score of scores) {
    for (const cvss of [score.cvss_v3, score.cvss_v4, score.cvss_v2]) {
      const candidate = cvss && {
        version: cvss.version,
        vector: cvss.vectorString,
        baseScore: cvss.baseScore,
        severity: cvss.baseSeverity,
      };
      if (candidate && isBetterCvss(candidate, chosen)) {
        chosen = candidate;
      }
    }
  }
  return chosen;
}
