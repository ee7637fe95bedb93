import type { AgeBin } from '../hazard/AgeHazard';
import { ageFeatureName } from './ageFeatureName';
import type { FeatureValues } from './describeVulnerability';

/** The features of age, for a row in the given bin. */
export function ageFeatures(
  bins: readonly AgeBin[],
  current: AgeBin,
): FeatureValues {
  const values: FeatureValues = {};
  for (const bin of bins.slice(0, -1)) {
    values[ageFeatureName(bin)] = Number(bin === current);
  }
  return values;
}
