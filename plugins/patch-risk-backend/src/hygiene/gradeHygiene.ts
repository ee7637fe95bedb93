import type {
  DeviceFields,
  Exposure,
  HygieneKind,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { deviceImpact, impactOf, type ScoreTables } from '@patch-risk/model';

/** How grave a condition is, and from what. */
export interface HygieneGrade {
  severity: RiskBand;
  reach: Exposure;
  /** The catalog does not say from where the device is reached. */
  reachAssumed: boolean;
  /** In [0, 1]: what a full loss of the device would mean. */
  impact: number;
  /** The catalog does not say how critical or safety relevant the device is. */
  impactAssumed: boolean;
}

/** From grave to slight. */
export const GRAVEST_FIRST: readonly RiskBand[] = [
  'critical',
  'high',
  'medium',
  'low',
];

const HIGH_IMPACT = 0.7;
const MEDIUM_IMPACT = 0.4;

/** Bands by reach, for low, medium and high impact; docs/score.md shows the table. */
const BANDS: Record<Exposure, readonly [RiskBand, RiskBand, RiskBand]> = {
  internet: ['medium', 'high', 'critical'],
  dmz: ['medium', 'high', 'high'],
  internal: ['low', 'medium', 'high'],
  isolated: ['low', 'low', 'medium'],
};

/** What a kind can be at most: a missing update or a changed setting gives nobody access by itself. */
const CEILINGS: Record<HygieneKind, RiskBand> = {
  'default-password': 'critical',
  'isolation-broken': 'critical',
  'insecure-protocol': 'high',
  'end-of-support': 'high',
  'configuration-drift': 'high',
};

function milder(one: RiskBand, other: RiskBand): RiskBand {
  return GRAVEST_FIRST[
    Math.max(GRAVEST_FIRST.indexOf(one), GRAVEST_FIRST.indexOf(other))
  ];
}

/**
 * Grades a condition by a table of reach and impact. No chance is worked out: there is no record of how often such
 * conditions are used, so the band orders work and is no part of the index.
 */
export function gradeHygiene(options: {
  tables: ScoreTables['impact'];
  fields: DeviceFields;
  kind: HygieneKind;
  reach?: Exposure;
  ceiling?: RiskBand;
}): HygieneGrade {
  const { ceiling, fields, kind, tables } = options;
  const device = deviceImpact(tables, fields);
  const impact = impactOf(device, 1);
  const known = options.reach ?? fields.exposure;
  const reach = known ?? 'internal';
  let column = 0;
  if (impact >= HIGH_IMPACT) column = 2;
  else if (impact >= MEDIUM_IMPACT) column = 1;
  return {
    severity: milder(
      milder(BANDS[reach][column], CEILINGS[kind]),
      ceiling ?? 'critical',
    ),
    reach,
    reachAssumed: known === undefined,
    impact,
    impactAssumed: device.imputed,
  };
}
