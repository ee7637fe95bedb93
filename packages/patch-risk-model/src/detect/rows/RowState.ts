import type { FaultState } from '../faults/FaultState';
import type { IncidentState } from '../incidents/IncidentState';

/**
 * What `detectRow` remembers of a series: plain JSON, at most 2 KiB a metric.
 * To stop and go on later, keep it as JSON.
 *
 * @public
 */
export type RowState = IncidentState | FaultState;
