import { createRoutableExtension } from '@backstage/core-plugin-api';
import { legacyFleetRouteRef } from './legacyFleetRouteRef';
import { patchRiskPlugin } from './patchRiskPlugin';

/** All devices by risk, for a route of the app. @public */
export const PatchRiskPage: () => JSX.Element = patchRiskPlugin.provide(
  createRoutableExtension({
    name: 'PatchRiskPage',
    mountPoint: legacyFleetRouteRef,
    component: () =>
      import('./LegacyFleetPage').then(module => module.LegacyFleetPage),
  }),
);
