import { foldText, vendorKeys } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';
import { deviceKeyOf } from './deviceKeyOf';
import { isTellingHostname } from './isTellingHostname';
import { isTellingSerial } from './isTellingSerial';
import type { RegistryOptions } from './RegistryOptions';

/** What of a sighting identifies a device, as keys that are equal where the identity is. */
export interface IdentityKeys {
  /** Telling serial number, folded; without a vendor it joins only together with a MAC. */
  serial?: string;
  /** Vendor of the serial number as written, made comparable. */
  serialVendor?: string;
  /** Globally unique MACs, sorted. */
  macs: string[];
  /** Telling host names with the site; sorted. */
  hosts: string[];
  /** The strongest of all, of which the key of a device is made. */
  candidate: string;
  /** Key of a device that is named after `candidate`. */
  key: string;
  basis: 'serial' | 'mac' | 'hostname' | 'address' | 'record';
}

function candidateOf(options: {
  sighting: Sighting;
  keys: Omit<IdentityKeys, 'candidate' | 'basis' | 'key'>;
}): Pick<IdentityKeys, 'candidate' | 'basis'> {
  const { sighting, keys } = options;
  const text = (kind: string, parts: unknown) =>
    `${kind} ${JSON.stringify(parts)}`;
  if (keys.serial !== undefined && keys.serialVendor !== undefined) {
    const parts = [keys.serialVendor, keys.serial];
    return { basis: 'serial', candidate: text('serial', parts) };
  }
  if (keys.macs.length > 0) {
    return { basis: 'mac', candidate: text('mac', keys.macs[0]) };
  }
  if (keys.hosts.length > 0) {
    return { basis: 'hostname', candidate: keys.hosts[0] };
  }
  const { source, site, macs, ips } = sighting;
  const place = [source, site ?? '', keys.serial ?? ''];
  if (macs.length + ips.length > 0 || keys.serial !== undefined) {
    const parts = [...place, [...macs].sort(), [...ips].sort()];
    return { basis: 'address', candidate: text('address', parts) };
  }
  const parts = [...place, sighting.record];
  return { basis: 'record', candidate: text('record', parts) };
}

/**
 * Reads what identifies the device of a sighting. Where it names neither a serial number with its
 * vendor, nor a globally unique MAC, nor a telling host name, what is left is a place: the same
 * addresses seen by the same source at the same site, or the record itself.
 */
export function readIdentity(
  sighting: Sighting,
  macKind: NonNullable<RegistryOptions['macKind']>,
): IdentityKeys {
  const serial = foldText(sighting.serial?.value ?? '');
  const [serialVendor] = vendorKeys(sighting.vendor?.value ?? '');
  const isTelling = isTellingSerial(serial);
  const hosts = sighting.hostnames
    .filter(hostname => isTellingHostname(hostname, sighting.ips))
    .map(hostname => `host ${JSON.stringify([sighting.site ?? '', hostname])}`);
  const keys = {
    serial: isTelling ? serial : undefined,
    serialVendor: isTelling ? serialVendor : undefined,
    macs: sighting.macs.filter(mac => macKind(mac) === 'global').sort(),
    hosts: [...new Set(hosts)].sort(),
  };
  const { basis, candidate } = candidateOf({ sighting, keys });
  return { ...keys, basis, candidate, key: deviceKeyOf(candidate) };
}
