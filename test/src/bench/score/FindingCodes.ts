/** Findings in columns of codes into `choices`; the base score is in tenths. */
export interface FindingCodes {
  /** The first rows are each a vulnerability of their own; later ones have one of those. */
  vulnerability: Uint16Array;
  /** 4: no vector at all. */
  attackVector: Uint8Array;
  attackComplexity: Uint8Array;
  privileges: Uint8Array;
  /** 3 · attack vector + privileges; 12 without a vector. */
  access: Uint8Array;
  interaction: Uint8Array;
  scope: Uint8Array;
  confidentiality: Uint8Array;
  integrity: Uint8Array;
  availability: Uint8Array;
  score: Uint8Array;
  weakness: Uint8Array;
  vendor: Uint8Array;
  state: Uint8Array;
  ageDays: Uint16Array;
  plannedInDays: Int16Array;
  /** Exposure · 8 + Purdue level. */
  place: Uint8Array;
  securityLevel: Uint8Array;
  /** One bit a control. */
  controls: Uint8Array;
  /** Update channel · 4 + windows a week. */
  delay: Uint8Array;
  /** 9 · confidentiality + 3 · integrity + availability; without a vector 27 + score. */
  cvssImpact: Uint8Array;
  /** Criticality · 4 + safety. */
  device: Uint8Array;
}
