import { createClaim } from '../sightings/createClaim';
import type { Claim } from '../sightings/Sighting';
import { macVendor } from './macVendor';

// Makers of cards that sit in devices of many others say little of the device.
const cards =
  /\b(?:realtek|intel|broadcom|marvell|qualcomm|mediatek|espressif|texas instruments|microchip|lite-?on|hon hai|foxconn|murata|azurewave|raspberry pi|wiznet|lantronix|digi international|moxa|asix|d-link|tp-link)\b/i;

/**
 * The vendor of a device by the blocks of its MAC addresses: 0.6 sure, 0.3 where the name is of somebody who makes
 * cards and modules for others. Undefined where no address tells, or two tell different vendors.
 *
 * @param macs - as `normaliseMac` gives them
 *
 * @public
 */
export function claimVendor(macs: string[]): Claim | undefined {
  const found = macs.flatMap(mac => macVendor(mac) ?? []);
  const names = new Set(found.map(({ organisation }) => organisation));
  if (names.size !== 1) {
    return undefined;
  }
  const [{ organisation, block }] = found;
  return createClaim({
    value: organisation,
    confidence: cards.test(organisation) ? 0.3 : 0.6,
    evidence: `MAC block ${block} of the IEEE`,
  });
}
