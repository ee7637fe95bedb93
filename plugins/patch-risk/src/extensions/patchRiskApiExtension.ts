import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { PatchRiskClient } from '../api/PatchRiskClient';
import { patchRiskApiRef } from '../api/patchRiskApiRef';

/** `api:patch-risk` */
export const patchRiskApiExtension = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: patchRiskApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        PatchRiskClient.create({ discoveryApi, fetchApi }),
    }),
});
