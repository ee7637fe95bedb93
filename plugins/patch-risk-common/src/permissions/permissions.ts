import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of everything that belongs to one device. @public */
export const RESOURCE_TYPE_PATCH_RISK_DEVICE = 'patch-risk-device';

/** See a device, its findings, scores, tasks and anomalies, in pages, lists, counts and exports. @public */
export const patchRiskDeviceReadPermission = createPermission({
  name: 'patch-risk.device.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PATCH_RISK_DEVICE,
});

/** Set findings of a device aside until a day, and take that back. For all devices of a model it must be granted without conditions. @public */
export const patchRiskFindingSuppressPermission = createPermission({
  name: 'patch-risk.finding.suppress',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PATCH_RISK_DEVICE,
});

/** Report conditions that a scanner saw on devices. @public */
export const patchRiskSignalWritePermission = createPermission({
  name: 'patch-risk.signal.write',
  attributes: { action: 'create' },
});

/** See the health of feeds and sinks, quarantined records, outbox items and versions of models. @public */
export const patchRiskOperationsReadPermission = createPermission({
  name: 'patch-risk.operations.read',
  attributes: { action: 'read' },
});

/** Refresh feeds, replay dead letters and take models back. @public */
export const patchRiskOperationsManagePermission = createPermission({
  name: 'patch-risk.operations.manage',
  attributes: { action: 'update' },
});

/** Send configurations of devices. @public */
export const patchRiskConfigurationWritePermission = createPermission({
  name: 'patch-risk.configuration.write',
  attributes: { action: 'create' },
});

/** Approve the baseline of a device's configuration, and take that back. @public */
export const patchRiskConfigurationApprovePermission = createPermission({
  name: 'patch-risk.configuration.approve',
  attributes: { action: 'update' },
});

/** Send telemetry. @public */
export const patchRiskTelemetryWritePermission = createPermission({
  name: 'patch-risk.telemetry.write',
  attributes: { action: 'create' },
});

/** All permissions of Patch Risk. @public */
export const patchRiskPermissions = [
  patchRiskDeviceReadPermission,
  patchRiskFindingSuppressPermission,
  patchRiskSignalWritePermission,
  patchRiskOperationsReadPermission,
  patchRiskOperationsManagePermission,
  patchRiskTelemetryWritePermission,
  patchRiskConfigurationWritePermission,
  patchRiskConfigurationApprovePermission,
];
