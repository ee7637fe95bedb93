/** What a rule of the configuration sets aside; a finding must meet all that it names, in any case of letters. */
export interface SuppressionMatch {
  cve?: string;
  vendor?: string;
  model?: string;
  zone?: string;
  /** The product as the advisory names it. */
  component?: string;
}

/** A rule of the configuration. */
export interface SuppressionRule {
  /** Hash of what it matches, so that another reason or day changes the rule and makes no new one. */
  id: string;
  match: SuppressionMatch;
  reason: string;
  /** Last day, `YYYY-MM-DD`. */
  expires: string;
}

/** What may be set aside, and for how long. */
export interface SuppressionSettings {
  /** Longest time that a person may choose. */
  maximumDays: number;
  rules: readonly SuppressionRule[];
}
