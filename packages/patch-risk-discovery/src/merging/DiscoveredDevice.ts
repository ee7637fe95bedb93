import type { SeenComponent, SeenService } from '../sightings/Sighting';

/**
 * Fields of a device that sources make claims on. `site` is where the source watches.
 *
 * @public
 */
export type DeviceField =
  | 'vendor'
  | 'model'
  | 'serial'
  | 'firmwareVersion'
  | 'hardwareVersion'
  | 'operatingSystem'
  | 'site';

/**
 * What one source says on one field. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface FieldClaim {
  value: string;
  /** As the source wrote it, where a person's alias has replaced it. */
  written?: string;
  /** In [0, 1]. */
  confidence: number;
  evidence: string;
  source: string;
  /** Place in the source where it was last read. */
  record: string;
  firstSeen: string;
  lastSeen: string;
  /** True where the same source has said something else since. */
  superseded: boolean;
}

/**
 * An address or a name of a device, with when it was seen. The last one comes first.
 *
 * @public
 */
export interface SeenAddress {
  value: string;
  firstSeen: string;
  lastSeen: string;
  /** Sources that saw it, sorted. */
  sources: string[];
}

/**
 * Two facts that do not go together. Nothing is overwritten: both stay with the device.
 *
 * @public
 */
export interface DeviceConflict {
  kind:
    | 'field'
    | 'mac-of-several'
    | 'hostname-of-several'
    | 'network-card'
    | 'decision';
  /** The field, address or name that it is about. */
  about: string;
  /** Values that do not agree, or keys of the devices concerned; sorted. */
  between: string[];
  /** The conflict in words, with the evidence of both sides. */
  text: string;
}

/**
 * When a source saw a device.
 *
 * @public
 */
export interface DeviceSource {
  source: string;
  site?: string;
  firstSeen: string;
  lastSeen: string;
  /** True where the source has gone on seeing others, and not this device, for the configured time. */
  missing: boolean;
}

/**
 * One device, made of all that the sources saw of it.
 *
 * @public
 */
export interface DiscoveredDevice {
  /** Stable: made of the identity in its oldest sighting. Letters, digits and hyphens, 27 characters. */
  key: string;
  /** Keys that parts of it had, or would have had alone; sorted. */
  aliases: string[];
  /** What the key stands for. An `address` or `record` is a place where something was seen, and is never joined. */
  basis: 'serial' | 'mac' | 'hostname' | 'address' | 'record';
  /** What a person decided; `new` while nobody has. */
  status: 'new' | 'adopted' | 'dismissed';
  fields: Partial<
    Record<DeviceField, { winner: FieldClaim; others: FieldClaim[] }>
  >;
  macs: SeenAddress[];
  ips: SeenAddress[];
  hostnames: SeenAddress[];
  services: Array<SeenService & { firstSeen: string; lastSeen: string }>;
  components: Array<SeenComponent & { firstSeen: string; lastSeen: string }>;
  conflicts: DeviceConflict[];
  sources: DeviceSource[];
  firstSeen: string;
  lastSeen: string;
}
