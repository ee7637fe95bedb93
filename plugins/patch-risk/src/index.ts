/**
 * Pages of Patch Risk for apps on Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { patchRiskPlugin as default } from './plugin';
export type { ComponentRequests } from './api/ComponentRequests';
export type { DeviceStateRequests } from './api/DeviceStateRequests';
export type { DiscoveryRequests } from './api/DiscoveryRequests';
export type { PatchRiskApi } from './api/PatchRiskApi';
export { patchRiskApiRef } from './api/patchRiskApiRef';
export { patchRiskTranslationRef } from './translation/patchRiskTranslationRef';
