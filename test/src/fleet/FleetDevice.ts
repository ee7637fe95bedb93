import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { FleetFinding } from './FleetFinding';

/** A generated device with its findings by fix group. */
export interface FleetDevice {
  fields: DeviceFields;
  groups: FleetFinding[][];
  findingCount: number;
}
