// The tables of docs/score.md, typed in from there.
const EXPOSURE = {
  internet: 0.03,
  dmz: 0.01,
  internal: 0.0025,
  isolated: 0.0004,
};
const EXPOSURE_AT_LEVEL = {
  '0': 0.00201,
  '1': 0.002845,
  '2': 0.00348,
  '3': 0.004415,
  '3.5': 0.011062,
  '4': 0.006487,
  '5': 0.014958,
  unknown: 0.007165,
};
export const TABLES: Record<string, Record<string, number>> = {
  exposure: {
    ...EXPOSURE,
    ...Object.fromEntries(
      Object.entries(EXPOSURE_AT_LEVEL).map(([level, mean]) => [
        `population at level ${level}`,
        mean,
      ]),
    ),
  },
  purdueLevel: {
    '0': -0.9,
    '1': -0.7,
    '2': -0.5,
    '3': -0.2,
    '3.5': 0,
    '4': 0.2,
    '5': 0.4,
    'population at exposure internet': 0.1,
    'population at exposure dmz': 0,
    'population at exposure internal': -0.2,
    'population at exposure isolated': -0.5,
    'population at exposure unknown': -0.15,
  },
  securityLevel: { '0': 0, '1': -0.2, '2': -0.5, '3': -0.9, '4': -1.3 },
  control: {
    segmentation: -0.9,
    'firewall-rule': -0.7,
    'virtual-patch': -1.1,
    'allow-listing': -0.8,
    'disabled-service': -1.2,
    monitoring: -0.2,
    other: -0.1,
  },
  recentAnomaly: { critical: 1.2, high: 0.9, medium: 0.5, low: 0.2 },
  attackVector: {
    network: 0,
    adjacent: -0.7,
    local: -1.6,
    physical: -2.8,
    population: -0.427,
  },
  criticality: {
    low: 0.25,
    medium: 0.5,
    high: 0.75,
    critical: 1,
    population: 0.5625,
  },
  safety: {
    none: 0,
    indirect: 0.25,
    direct: 0.7,
    'population at criticality low': 0.034,
    'population at criticality medium': 0.0725,
    'population at criticality high': 0.1675,
    'population at criticality critical': 0.285,
    'population at criticality unknown': 0.12,
  },
  planSuccess: { chance: 0.85 },
};
export const INTRUSION: Record<string, number> = {
  critical: 0.03,
  high: 0.01,
  medium: 0.002,
  low: 0.0001,
};
export const CHANNEL: Record<string, number> = {
  automatic: 0.6,
  managed: 0.25,
  'vendor-portal': 0.08,
  manual: 0.04,
};
export const WINDOW_USE: Record<string, number> = {
  automatic: 0.9,
  managed: 0.75,
  'vendor-portal': 0.5,
  manual: 0.4,
};
/** Chance that an installation fails and is tried again. */
export const FAILURE: Record<string, number> = {
  automatic: 0.02,
  managed: 0.05,
  'vendor-portal': 0.1,
  manual: 0.1,
};
export const CHANNEL_SHARE: Record<string, number> = {
  automatic: 0.1,
  managed: 0.2,
  'vendor-portal': 0.25,
  manual: 0.45,
};
export const SPREAD: Record<string, number[]> = {
  hazard: [0.6, 1],
  reach: [0.7, 1.2],
  delay: [0.5, 0.9],
  impact: [0, 0.6],
};

export const SLA_DAYS: Record<string, number> = {
  critical: 15,
  high: 30,
  medium: 90,
  low: 180,
};
