import { ModelInputError } from '../../ModelInputError';
import type { FixCase } from '../cases/FixCase';
import { normaliseVendor } from '../features/normaliseVendor';
import { parseDay } from '../features/parseDay';
import { readField } from '../pooled/readField';
import { daysUntilMinorRelease } from './daysUntilMinorRelease';
import { packageFamily } from './packageFamily';

const HALF_YEAR_DAYS = 182;

/** An erratum to come, as the model sees it. */
export interface ErratumDescription {
  /** Start of the clock, in days since 1970-01-01; `undefined` where the case has none. */
  startDay: number | undefined;
  vendor: string | undefined;
  product: string | undefined;
  /** Vendor and product. */
  groups: readonly [string | undefined, string | undefined];
  features: Record<string, number>;
}

/**
 * Groups and features of an AlmaLinux erratum: vendor, package or product, and
 * release, and the half-years to the next minor release. Severity and components of the erratum are not used: they become
 * known with the fix.
 *
 * @throws ModelInputError where the day of disclosure is no ISO date
 */
export function describeErratum(fixCase: FixCase): ErratumDescription {
  if (fixCase.ecosystem !== 'almalinux') {
    throw new ModelInputError({
      field: 'ecosystem',
      value: fixCase.ecosystem,
      remedy: 'give a case of almalinux',
    });
  }
  const { disclosed } = fixCase;
  const startDay =
    disclosed === undefined ? undefined : parseDay('disclosed', disclosed);
  const vendor = normaliseVendor(fixCase.vendor);
  const product = packageFamily(fixCase.product);
  const release = readField(fixCase.productsAffectedText, 'release');
  const features: Record<string, number> = {};
  if (product) {
    features[`product=${product}`] = 1;
  }
  if (vendor) {
    features[`vendor=${vendor}`] = 1;
  }
  if (release) {
    features[`release=${release.slice(0, 40)}`] = 1;
  }
  if (startDay !== undefined) {
    features.untilMinorRelease =
      daysUntilMinorRelease(startDay) / HALF_YEAR_DAYS;
  }
  return { startDay, vendor, product, groups: [vendor, product], features };
}
