import { createBackend } from '@backstage/backend-defaults';
import { benchCatalogModule, benchDevicesPlugin } from './benchFeatures';

// A catalog with the provider, as packages/backend has them, and devices out of memory.
const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@patch-risk/backstage-plugin-catalog-backend-module-patch-risk'),
);
backend.add(benchCatalogModule);
backend.add(benchDevicesPlugin);
backend.start();
