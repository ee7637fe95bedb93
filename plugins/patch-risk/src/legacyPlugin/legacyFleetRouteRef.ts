import { createRouteRef } from '@backstage/core-plugin-api';

/** The fleet page in apps on the old frontend system. */
export const legacyFleetRouteRef = createRouteRef({ id: 'patch-risk' });
