import type { PlacedPoint } from './PlacedPoint';
import type { Refusal } from './Refusal';

/** A batch as it was read, before anything is known of its devices. */
export interface TelemetryBatch {
  points: PlacedPoint[];
  refused: Refusal[];
  /** SHA-256 of the body. */
  contentHash: string;
}
