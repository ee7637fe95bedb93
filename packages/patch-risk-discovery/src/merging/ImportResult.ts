import type { RecordProblem } from '@patch-risk/match';
import type { DeviceChange } from './DeviceChange';

/**
 * What an import of sightings did.
 *
 * @public
 */
export interface ImportResult {
  /** Empty where nothing is new. Sorted by key. */
  changes: DeviceChange[];
  /** Keys of devices that were seen later, or earlier, than was known, and are else as they were; sorted. */
  touched: string[];
  /** Sightings that could not be taken in. */
  problems: RecordProblem[];
}
