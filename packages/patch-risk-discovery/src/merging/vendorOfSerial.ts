import { vendorKeys } from '@patch-risk/match';
import { aliasKey } from './aliasKey';
import type { MergeRules } from './MergeRules';
import type { Observation } from './Observation';

/** Vendor beside the serial number of an observation, after people's aliases and made comparable. */
export function vendorOfSerial(
  { identity, stated }: Observation,
  { aliases }: Pick<MergeRules, 'aliases'>,
): string | undefined {
  if (identity.serial === undefined) return undefined;
  // Where there is a serial number, the vendor as written is part of the observation's identity.
  const [written] = stated.get('vendor')?.keys() ?? [];
  const alias =
    written === undefined
      ? undefined
      : aliases.get(aliasKey('vendor', written));
  return alias === undefined
    ? identity.serialVendor
    : vendorKeys(alias)[0] ?? identity.serialVendor;
}
