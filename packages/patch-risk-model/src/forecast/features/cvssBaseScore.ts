import type { CvssMetrics } from './CvssMetrics';

const ATTACK_VECTOR = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const ATTACK_COMPLEXITY = { L: 0.77, H: 0.44 };
const PRIVILEGES_UNCHANGED = { N: 0.85, L: 0.62, H: 0.27 };
const PRIVILEGES_CHANGED = { N: 0.85, L: 0.68, H: 0.5 };
const USER_INTERACTION = { N: 0.85, R: 0.62 };
const IMPACT = { N: 0, L: 0.22, H: 0.56 };

/**
 * The CVSS 3.1 base score (0 to 10, one decimal) of 3.x metrics; `undefined`
 * for other versions, whose scores are not comparable by this formula.
 *
 * Formula: FIRST, CVSS v3.1 specification, section 7.1 and appendix A.
 */
export function cvssBaseScore(metrics: CvssMetrics): number | undefined {
  const { version, scope, userInteraction } = metrics;
  if (version !== '3' || !scope || !userInteraction) {
    return undefined;
  }
  const changed = scope === 'C';
  const subScore =
    1 -
    (1 - IMPACT[metrics.confidentiality]) *
      (1 - IMPACT[metrics.integrity]) *
      (1 - IMPACT[metrics.availability]);
  const impact = changed
    ? 7.52 * (subScore - 0.029) - 3.25 * Math.pow(subScore - 0.02, 15)
    : 6.42 * subScore;
  if (impact <= 0) {
    return 0;
  }
  const privileges = changed ? PRIVILEGES_CHANGED : PRIVILEGES_UNCHANGED;
  const exploitability =
    8.22 *
    ATTACK_VECTOR[metrics.attackVector] *
    ATTACK_COMPLEXITY[metrics.attackComplexity] *
    privileges[metrics.privilegesRequired] *
    USER_INTERACTION[userInteraction];
  const sum = impact + exploitability;
  return roundUp(Math.min(changed ? 1.08 * sum : sum, 10));
}

/** Smallest number with one decimal that is not below, as appendix A has it. */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0
    ? scaled / 100_000
    : (Math.floor(scaled / 10_000) + 1) / 10;
}
