/**
 * The same cards, tab and page for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export { patchRiskPlugin } from './legacyPlugin/patchRiskPlugin';
export { EntityPatchRiskCard } from './legacyPlugin/EntityPatchRiskCard';
export { EntityPatchRiskContent } from './legacyPlugin/EntityPatchRiskContent';
export { EntityPatchRiskRollUpCard } from './legacyPlugin/EntityPatchRiskRollUpCard';
export { PatchRiskPage } from './legacyPlugin/PatchRiskPage';
export { isPatchRiskDevice } from './legacyPlugin/isPatchRiskDevice';
export type { ComponentRequests } from './api/ComponentRequests';
export type { DeviceStateRequests } from './api/DeviceStateRequests';
export type { DiscoveryRequests } from './api/DiscoveryRequests';
export type { PatchRiskApi } from './api/PatchRiskApi';
export { patchRiskApiRef } from './api/patchRiskApiRef';
export { patchRiskTranslationRef } from './translation/patchRiskTranslationRef';
