import {
  createApiFactory,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { PatchRiskClient } from '../api/PatchRiskClient';
import { patchRiskApiRef } from '../api/patchRiskApiRef';
import { legacyFleetRouteRef } from './legacyFleetRouteRef';

/** Patch Risk as a plugin of the old frontend system. @public */
export const patchRiskPlugin = createPlugin({
  id: 'patch-risk',
  apis: [
    createApiFactory({
      api: patchRiskApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        PatchRiskClient.create({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { root: legacyFleetRouteRef },
});
