/** A device that was discovered and that a person adopted, as the provider reads it. All text is from outside. */
export interface ManagedDevice {
  /** Names the device; may change where an older sighting comes later, and is then an alias. */
  key: string;
  /** Other keys that the device or parts of it had. */
  aliases: readonly string[];
  title?: string;
  vendor?: string;
  model?: string;
  hardwareVersion?: string;
  firmwareVersion?: string;
  serial?: string;
  macs: readonly string[];
  ips: readonly string[];
  hostnames: readonly string[];
  /** Name of the site as the source has it. */
  site?: string;
}
