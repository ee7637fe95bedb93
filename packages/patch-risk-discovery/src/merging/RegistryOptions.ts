import type { DeviceField } from './DiscoveredDevice';

/**
 * How devices are made of sightings. Each option has a default.
 *
 * @public
 */
export interface RegistryOptions {
  /** Tells which MACs identify a network card: only `global` ones do. Default: `macKind` of this package. */
  macKind?: (
    mac: string,
  ) => 'global' | 'local' | 'virtual' | 'router' | 'multicast';
  /** Sources from the most to the least trusted; those that are not named come after them, by name. */
  precedence?: readonly string[];
  /** What decides between claims, in this order, for all fields or for one. Default: confidence, recency, precedence. */
  claimOrder?: readonly ClaimCriterion[];
  claimOrderOf?: Partial<Record<DeviceField, readonly ClaimCriterion[]>>;
  /** A losing claim of less confidence is kept, and is no conflict. Default 0.5. */
  conflictConfidence?: number;
  /** A MAC seen with more different host names than this is a router's, and joins nothing. Default 8. */
  hostnamesOfRouter?: number;
  /** Days after which a source misses a device that it saw, while it sees others. Default 30. */
  vanishAfterDays?: number;
  /** The same for single sources. */
  vanishAfterDaysOf?: Readonly<Record<string, number>>;
}

/**
 * What can decide between two claims.
 *
 * @public
 */
export type ClaimCriterion = 'confidence' | 'recency' | 'precedence';
