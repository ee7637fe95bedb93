import { vendorKeys } from '@patch-risk/match';

/** Vendors whose names are unmistakable at the beginning of a device's text about itself. */
const VENDORS = new Set(
  [
    'ABB',
    'Advantech',
    'Allen-Bradley',
    'Axis',
    'Beckhoff',
    'Belden',
    'Bosch',
    'Cisco',
    'Dahua',
    'Danfoss',
    'Dell',
    'Delta Electronics',
    'Eaton',
    'Emerson',
    'Fortinet',
    'GE',
    'General Electric',
    'Hikvision',
    'Hirschmann',
    'Honeywell',
    'HP',
    'Huawei',
    'Johnson Controls',
    'Juniper',
    'Lantronix',
    'MikroTik',
    'Mitsubishi',
    'Mitsubishi Electric',
    'Moxa',
    'Omron',
    'Phoenix Contact',
    'Red Lion',
    'Rockwell Automation',
    'Ruckus',
    'Schneider Electric',
    'Siemens',
    'Tridium',
    'Ubiquiti',
    'VMware',
    'WAGO',
    'Westermo',
    'Yokogawa',
    'Zebra',
  ].flatMap(name => vendorKeys(name)),
);

/** @returns the vendor with which a text begins, as it is written there, if it is one that we know */
export function leadingVendor(text: string): string | undefined {
  const words = text
    .trim()
    .slice(0, 100)
    .split(/[\s,;]+/);
  for (const length of [3, 2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (
      words.length >= length &&
      vendorKeys(name).some(key => VENDORS.has(key))
    )
      return name;
  }
  return undefined;
}
