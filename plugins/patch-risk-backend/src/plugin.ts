import { createBackendPlugin } from '@backstage/backend-plugin-api';

/**
 * Patch risk of catalogued devices, the plan that follows from it, and its delivery.
 *
 * @public
 */
export const patchRiskPlugin = createBackendPlugin({
  pluginId: 'patch-risk',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
