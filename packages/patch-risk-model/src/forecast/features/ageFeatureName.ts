import type { AgeBin } from '../hazard/AgeHazard';

/** Feature name of an age bin: `age.0`, `age.1`, `age.8` … (first day). */
export function ageFeatureName(bin: AgeBin): string {
  return `age.${bin.fromDay}`;
}
