import { RESOURCE_TYPE_PATCH_RISK_DEVICE } from '@patch-risk/backstage-plugin-patch-risk-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { DeviceFilter } from '../database/DeviceFilter';

/** What the rules look at: the mirrored owner, site and zone of a device. @public */
export interface DeviceVisibility {
  entityRef: string;
  ownerRef?: string;
  siteRef?: string;
  zone?: string;
}

/** Permission resource of a device, for rules added by other modules. @public */
export const patchRiskDeviceResourceRef = createPermissionResourceRef<
  DeviceVisibility,
  DeviceFilter
>().with({
  pluginId: 'patch-risk',
  resourceType: RESOURCE_TYPE_PATCH_RISK_DEVICE,
});
