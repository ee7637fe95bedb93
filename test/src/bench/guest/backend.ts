import { createBackend } from '@backstage/backend-defaults';
import { benchPlugin } from './benchPlugin';

// The host of the guest: what packages/backend has, with the plugin, and the bench that drives the guest's heavy work.
const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@patch-risk/backstage-plugin-patch-risk-backend'));
backend.add(benchPlugin);
backend.start();
