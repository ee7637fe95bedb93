import type { DeviceField, DiscoveredDevice } from '@patch-risk/discovery';
import type { ManagedContent } from './ManagedContent';

const MOST_ADDRESSES = 50;

/** The last seen ones, in an order that does not change with each sighting. */
const values = (list: readonly { value: string }[]) =>
  list
    .slice(0, MOST_ADDRESSES)
    .map(({ value }) => value)
    .sort();

/** The fields of a device as lists and the feed show them. */
export function describeDevice(device: DiscoveredDevice): Omit<
  ManagedContent,
  'formerKeys'
> & {
  title: string;
  addresses: NonNullable<ManagedContent['addresses']>;
} {
  const { fields } = device;
  const addresses = {
    macs: values(device.macs),
    ips: values(device.ips),
    hostnames: values(device.hostnames),
  };
  const valueOf = (field: DeviceField) => fields[field]?.winner.value;
  const made = [valueOf('vendor'), valueOf('model')].filter(Boolean).join(' ');
  const serial = valueOf('serial');
  return {
    title:
      addresses.hostnames[0] ??
      ([made, serial].filter(Boolean).join(' ') ||
        addresses.macs[0] ||
        addresses.ips[0] ||
        device.key),
    vendor: valueOf('vendor'),
    model: valueOf('model'),
    hardwareVersion: valueOf('hardwareVersion'),
    firmwareVersion: valueOf('firmwareVersion'),
    serial,
    site: valueOf('site'),
    addresses,
    sources: [...new Set(device.sources.map(({ source }) => source))].sort(),
  };
}
