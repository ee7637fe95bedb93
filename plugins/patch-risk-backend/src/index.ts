/**
 * Patch risk of catalogued devices, the plan that follows from it, and its delivery.
 *
 * @packageDocumentation
 */
export type { DeviceFilter } from './database/DeviceFilter';
export {
  patchRiskDeviceResourceRef,
  type DeviceVisibility,
} from './permissions/deviceResource';
export {
  isDeviceInSite,
  isDeviceInZone,
  isDeviceOwner,
} from './permissions/deviceRules';
export { patchRiskPlugin as default } from './plugin';
