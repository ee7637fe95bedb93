import type { DeviceDecision } from './DeviceDecision';

/**
 * All that a registry knows, as JSON. What stands inside is for `DeviceRegistry.restore` of the same
 * or a later version.
 *
 * @public
 */
export interface RegistrySnapshot {
  version: 1;
  /** Sorted by identifier; equal registries give equal snapshots. */
  observations: unknown[];
  decisions: DeviceDecision[];
  /** Source at a site, and the instant up to which it was known to see devices. */
  clocks: Array<[string, string]>;
}
