import type { SeenComponent, SeenService } from '../sightings/Sighting';
import type { DeviceField } from './DiscoveredDevice';
import type { IdentityKeys } from './readIdentity';

/** When something was seen; instants are ISO 8601 in UTC with milliseconds, so that they compare as texts. */
export interface SeenSpan {
  firstSeen: string;
  lastSeen: string;
}

/** A value that a source stated for a field, as it stated it last. */
export interface StatedValue extends SeenSpan {
  value: string;
  confidence: number;
  evidence: string;
  record: string;
}

/**
 * All sightings by one source that name the same identity. Joining two is commutative, associative
 * and idempotent: each part is a least or greatest element of a total order. Hence neither order
 * nor number of imports matters.
 */
export interface Observation extends SeenSpan {
  /** Hash of source, site and identity. */
  id: string;
  source: string;
  site?: string;
  /** Place in the source where it was last seen. */
  record: string;
  identity: IdentityKeys;
  serial?: string;
  macs: string[];
  hostnames: string[];
  ips: Map<string, SeenSpan>;
  stated: Map<DeviceField, Map<string, StatedValue>>;
  services: Map<string, SeenSpan & { service: SeenService }>;
  components: Map<string, SeenSpan & { component: SeenComponent }>;
}
