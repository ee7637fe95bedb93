import type { ClaimCriterion, RegistryOptions } from './RegistryOptions';
import type { DeviceDecision } from './DeviceDecision';
import type { DeviceField } from './DiscoveredDevice';

/** Options with their defaults, and what people and the passing of time add to them. */
export interface MergeRules {
  macKind: NonNullable<RegistryOptions['macKind']>;
  precedence: readonly string[];
  claimOrder: (field: DeviceField) => readonly ClaimCriterion[];
  conflictConfidence: number;
  hostnamesOfRouter: number;
  vanishAfterDays: (source: string) => number;
  /** What a text of a source stands for after people's aliases, by field and folded text. */
  aliases: ReadonlyMap<string, string>;
  /** Adoptions and dismissals by key of device. */
  statuses: ReadonlyMap<string, DeviceDecision & { device: string }>;
  same: ReadonlyArray<[string, string]>;
  different: ReadonlyArray<[string, string]>;
  /** Instant up to which each source, at each site, was known to see devices when it was last asked. */
  clocks: ReadonlyMap<string, string>;
}
