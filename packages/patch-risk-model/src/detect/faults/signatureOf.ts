import type { Deviation } from './Deviation';

const CUT = 5;
const ROUGH_WEIGHT = 0.5;

/** Where a deviation points: level and, with half the weight, roughness of each metric. */
export function signatureOf(deviation: Deviation): number[] {
  return [
    ...deviation.level.map(value => Math.min(Math.max(value, -CUT), CUT)),
    ...deviation.rough.map(value => Math.min(value, CUT) * ROUGH_WEIGHT),
  ];
}
