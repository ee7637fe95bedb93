import {
  describeVulnerability,
  type FeatureValues,
} from './describeVulnerability';
import { normaliseVendor } from './normaliseVendor';

/**
 * Features for the chance of a fix at disclosure. A vendor that the training
 * window does not have takes the mean of the vendors that it has.
 */
export function fixFeatures(
  input: {
    cvssVector?: string;
    cvssBaseScore?: number;
    cwes: readonly string[];
    vendor?: string;
  },
  vendorLogOdds: Readonly<Record<string, number>>,
): { values: FeatureValues; imputed: string[] } {
  const { values, imputed } = describeVulnerability(input);
  const vendor = normaliseVendor(input.vendor);
  if (vendor !== undefined && Object.hasOwn(vendorLogOdds, vendor)) {
    values['vendor.fixAtDisclosure'] = vendorLogOdds[vendor];
  } else {
    imputed.push('vendor');
  }
  return { values, imputed };
}
