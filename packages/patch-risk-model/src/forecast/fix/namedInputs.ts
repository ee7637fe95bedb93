import { MISSING, OT_FIX_FEATURE_NAMES } from './otFixFeatures';

/** Values in the order of `OT_FIX_FEATURE_NAMES`, by name; what a case does not say is left out. */
export function namedInputs(
  values: readonly number[],
): Record<string, number | undefined> {
  return Object.fromEntries(
    OT_FIX_FEATURE_NAMES.map((name, index) => [
      name,
      values[index] === MISSING ? undefined : values[index],
    ]),
  );
}
