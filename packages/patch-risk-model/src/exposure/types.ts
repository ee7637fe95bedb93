/** @public */
export type ExposureClass = 'internet' | 'dmz' | 'internal' | 'isolated';

/** @public */
export type CriticalityClass = 'low' | 'medium' | 'high' | 'critical';

/** @public */
export type SafetyClass = 'none' | 'indirect' | 'direct';

/** @public */
export type UpdateChannel =
  | 'automatic'
  | 'managed'
  | 'vendor-portal'
  | 'manual';

/** @public */
export type ControlKind =
  | 'segmentation'
  | 'firewall-rule'
  | 'virtual-patch'
  | 'allow-listing'
  | 'disabled-service'
  | 'monitoring'
  | 'other';

/** @public */
export type AttackVector = 'network' | 'adjacent' | 'local' | 'physical';

/** Severity of an anomaly, and band of a score. @public */
export type RiskBandName = 'critical' | 'high' | 'medium' | 'low';

/** @public */
export type FixState =
  | 'available'
  | 'announced'
  | 'none_available'
  | 'no_fix_planned'
  | 'unknown';

/** @public */
export type DecisionName =
  | 'act'
  | 'next-window'
  | 'schedule'
  | 'mitigate'
  | 'accept'
  | 'monitor';

/**
 * One input of the score as it was used: `value` is `name: number`, so that a reader can both understand and recompute.
 *
 * @public
 */
export interface ScoreNote {
  input: string;
  value: string;
  source: string;
  date?: string;
  imputed?: boolean;
}

/**
 * Deployment delay as a mixture of geometric distributions over weeks: `weight · h · (1 − h)^d`, d = 0, 1, …
 * Weights add up to 1.
 *
 * @public
 */
export interface DelayComponent {
  weight: number;
  weeklyHazard: number;
}
