import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The fleet page in apps on the new frontend system. */
export const fleetRouteRef = createRouteRef();
