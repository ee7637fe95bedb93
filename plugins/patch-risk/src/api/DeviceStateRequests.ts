import type {
  ConfigurationDifference,
  DeviceConfiguration,
  DeviceReach,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/**
 * What the pages ask about how the network reaches a device, and about its configuration.
 *
 * @public
 */
export interface DeviceStateRequests {
  getReach(entityRef: string): Promise<DeviceReach>;
  getConfiguration(entityRef: string): Promise<DeviceConfiguration>;
  /** Two snapshots of the device, line by line. */
  getConfigurationDifference(
    entityRef: string,
    query: { from?: string; to?: string },
  ): Promise<ConfigurationDifference>;
  /** Makes a snapshot the baseline. */
  approveConfiguration(
    entityRef: string,
    body: { snapshotId: string; reason: string },
  ): Promise<DeviceConfiguration>;
  /** Takes the newest approval back. */
  undoConfigurationApproval(
    entityRef: string,
    body: { reason: string },
  ): Promise<DeviceConfiguration>;
}
