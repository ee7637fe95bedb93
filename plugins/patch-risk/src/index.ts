/**
 * Pages of Patch Risk for apps on Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { patchRiskPlugin as default } from './plugin';
export type { PatchRiskApi } from './api/PatchRiskApi';
export { patchRiskApiRef } from './api/patchRiskApiRef';
export { patchRiskTranslationRef } from './translation/patchRiskTranslationRef';
