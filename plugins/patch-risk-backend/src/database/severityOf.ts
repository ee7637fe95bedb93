import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';

const BANDS: readonly RiskBand[] = ['critical', 'high', 'medium', 'low'];

/**
 * The class of a CVSS severity; without a word for it, by the base score.
 *
 * @param text - JSON of a `vulnerabilities.cvss` column
 */
export function severityOf(text: string): RiskBand | undefined {
  const cvss: { severity?: string; baseScore?: number } = JSON.parse(text);
  const named = BANDS.find(band => band === cvss.severity?.toLowerCase());
  if (named !== undefined || cvss.baseScore === undefined) {
    return named;
  }
  const score = cvss.baseScore;
  return (
    (score >= 9 && 'critical') ||
    (score >= 7 && 'high') ||
    (score >= 4 && 'medium') ||
    'low'
  );
}
