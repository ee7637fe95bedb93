import type {
  Criticality,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';

const BANDS: RiskBand[] = ['low', 'medium', 'high', 'critical'];

// A score is −log10 of the chance of such a point on an ordinary day: one in a billion, one in a million.
const HIGH_SCORE = 9;
const MEDIUM_SCORE = 6;

/** How many bands a device's criticality moves the severity; an unknown one moves nothing. */
const STEPS: Record<Criticality, number> = {
  low: -1,
  medium: 0,
  high: 1,
  critical: 2,
};

/**
 * Severity of an anomaly: the band of its score (low below 6, medium below 9, high from 9 on), moved by the
 * criticality of its device (low −1, medium 0, high +1, critical +2), kept within low and critical. The same table stands
 * in docs/telemetry.md.
 */
export function severityOf(options: {
  score: number;
  criticality: Criticality | undefined;
}): RiskBand {
  let band = 0;
  if (options.score >= HIGH_SCORE) {
    band = 2;
  } else if (options.score >= MEDIUM_SCORE) {
    band = 1;
  }
  const step = options.criticality ? STEPS[options.criticality] : 0;
  return BANDS[Math.min(3, Math.max(0, band + step))];
}
