import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiShieldFlashLine } from '@remixicon/react';
import { fleetRouteRef } from './fleetRouteRef';

/** `page:patch-risk` at `/patch-risk`, with its entry in the navigation; its tabs are the sub-pages attached to it. */
export const fleetPage = PageBlueprint.make({
  params: {
    path: '/patch-risk',
    title: 'Patch Risk',
    icon: <RiShieldFlashLine fontSize="inherit" />,
    routeRef: fleetRouteRef,
  },
});
