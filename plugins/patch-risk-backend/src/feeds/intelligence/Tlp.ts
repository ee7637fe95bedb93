/** Labels of the Traffic Light Protocol 2.0, from the most open to the strictest. */
export const TLP_LABELS = [
  'CLEAR',
  'GREEN',
  'AMBER',
  'AMBER+STRICT',
  'RED',
] as const;

/** A label of the Traffic Light Protocol 2.0; WHITE of version 1 is CLEAR. */
export type Tlp = (typeof TLP_LABELS)[number];
