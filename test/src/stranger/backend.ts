import { createBackend } from '@backstage/backend-defaults';
import { testPolicy } from './testPolicy';
import { testSignIn } from './testSignIn';

// As packages/backend, with a policy that tells people apart and a sign-in for each of them.
const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(testSignIn);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(testPolicy);
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
