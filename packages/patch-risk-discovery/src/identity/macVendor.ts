import { macKind } from './macKind';

let registrations: Record<string, string> | undefined;

// 5.6 MB of JSON: read when the first address is looked up, since many who import this package look none up.
function load(): Record<string, string> {
  registrations ??= require('oui-data') as Record<string, string>;
  return registrations;
}

// Blocks of 36, 28 and 24 bits; the smallest is the one that was sold to a maker.
const lengths = [9, 7, 6];

/**
 * To whom the IEEE gave the block of a MAC address: who made the network card, which is often, not always, who made
 * the device. Undefined for addresses that are not `global` (`macKind`), for unknown blocks and for private ones.
 *
 * @param mac - as `normaliseMac` gives it
 * @returns `block` in lower case with colons, of 24, 28 or 36 bits: `00:1b:1b`, `70:b3:d5:00:1`
 *
 * @public
 */
export function macVendor(
  mac: string,
): { organisation: string; block: string } | undefined {
  if (macKind(mac) !== 'global') {
    return undefined;
  }
  const digits = mac.replace(/:/g, '').toUpperCase();
  const data = load();
  for (const length of lengths) {
    const prefix = digits.slice(0, length);
    const [organisation = ''] = Object.hasOwn(data, prefix)
      ? data[prefix].split('\n', 1)
      : [];
    const name = organisation.replace(/,\s*$/, '').trim();
    if (name !== '') {
      return /^(?:private|ieee registration authority)$/i.test(name)
        ? undefined
        : {
            organisation: name,
            block: (prefix.toLowerCase().match(/..?/g) ?? []).join(':'),
          };
    }
  }
  return undefined;
}
