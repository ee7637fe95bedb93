/** What of a device can tell that it is the same as another. */
export interface DeviceIdentity {
  vendor?: string;
  serial?: string;
  macs: readonly string[];
}
