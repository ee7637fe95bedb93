import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from './routes';

/** Patch Risk pages, cards and tabs. @public */
export const patchRiskPlugin = createFrontendPlugin({
  pluginId: 'patch-risk',
  extensions: [],
  routes: { root: rootRouteRef },
});
