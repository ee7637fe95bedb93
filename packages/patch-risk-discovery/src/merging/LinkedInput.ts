import type { Sighting } from '../sightings/Sighting';
import type { DeviceDecision } from './DeviceDecision';
import type { RegistryOptions } from './RegistryOptions';

/**
 * What is linked, as a store holds it, and what is new. Plain data, so that it can cross into a worker thread.
 *
 * @public
 */
export interface LinkedInput {
  /**
   * All observations that are linked with the sightings, or with each other, by `labels`; JSON as `LinkedResult` gave
   * it, with the device that each belonged to.
   */
  observations: { content: string; device?: string }[];
  /** The devices that they belonged to, as JSON of `DiscoveredDevice`. */
  devices: string[];
  sightings: Sighting[];
  /** Instant of the import, as `DeviceRegistry.import` takes it. */
  at: string;
  /** All aliases, and the decisions on any key among the labels. */
  decisions: DeviceDecision[];
  /** As in `RegistrySnapshot`. */
  clocks: Array<[string, string]>;
  /** Builds all devices anew, not only those that the sightings change: after decisions, or when time has passed. */
  rebuild?: boolean;
  options?: Omit<RegistryOptions, 'macKind'>;
}
