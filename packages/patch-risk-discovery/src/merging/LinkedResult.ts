import type { RecordProblem } from '@patch-risk/match';
import type { DeviceChange } from './DeviceChange';
import type { DiscoveredDevice } from './DiscoveredDevice';
import type { ObservationLabels } from './labelsOfObservation';

/**
 * What a store has to write so that it holds what a `DeviceRegistry` of all sightings would hold.
 *
 * @public
 */
export interface LinkedResult {
  /** Observations that are new or changed. */
  observations: (ObservationLabels & {
    id: string;
    content: string;
    source: string;
    site?: string;
    lastSeen: string;
    isNew: boolean;
  })[];
  /** Observations that belong to another device than before, with its key. */
  moved: { id: string; device: string }[];
  /** Devices that are new or changed, be it only when they were seen. */
  devices: { device: DiscoveredDevice; content: string }[];
  /** Keys of devices that are no more, under that key. */
  gone: string[];
  /** As of `DeviceRegistry.import`. */
  changes: DeviceChange[];
  /** Sightings that could not be taken in. */
  problems: RecordProblem[];
  /** Keys of the devices that the sightings are of. */
  seen: string[];
}
