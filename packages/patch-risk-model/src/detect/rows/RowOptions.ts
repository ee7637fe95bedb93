import type { FaultOptions } from '../faults/FaultOptions';
import type { IncidentOptions } from '../incidents/IncidentOptions';

/**
 * The configuration of `detectRow`, where it is to differ from the defaults.
 *
 * @public
 */
export interface RowOptions {
  /** For series of one metric. */
  incidents?: Partial<IncidentOptions>;
  /** For series of several metrics. */
  faults?: Partial<FaultOptions>;
}
