import { createApiRef } from '@backstage/core-plugin-api';
import type { PatchRiskApi } from './PatchRiskApi';

/** The Patch Risk backend, as the pages see it. @public */
export const patchRiskApiRef = createApiRef<PatchRiskApi>({
  id: 'plugin.patch-risk.client',
});
