import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@patch-risk/backstage-plugin-patch-risk-backend'));
backend.add(
  import('@patch-risk/backstage-plugin-catalog-backend-module-patch-risk'),
);
backend.add(
  import('@patch-risk/backstage-plugin-patch-risk-backend-module-jira'),
);
backend.add(
  import(
    '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch'
  ),
);

backend.start();
