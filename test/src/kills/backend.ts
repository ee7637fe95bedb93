import { createBackend } from '@backstage/backend-defaults';
import { quickLogger } from './quickLogger';

// Only what the run of kills needs, so that it is back soon after each.
const backend = createBackend();

backend.add(quickLogger);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@patch-risk/backstage-plugin-patch-risk-backend'));
backend.add(
  import('@patch-risk/backstage-plugin-patch-risk-backend-module-jira'),
);
backend.add(
  import(
    '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch'
  ),
);

backend.start();
