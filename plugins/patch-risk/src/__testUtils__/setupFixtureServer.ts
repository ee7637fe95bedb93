import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { setupServer } from 'msw/node';
import { handlers } from '../../dev/handlers';

/** Where the pages look for the backend in tests. */
const BASE_URL = 'http://localhost:7007/api/patch-risk';

/** A Patch Risk backend over msw, with the organisation of the dev folder. */
export function setupFixtureServer() {
  const server = setupServer(...handlers(BASE_URL));
  registerMswTestHooks(server);
  return { server, baseUrl: BASE_URL };
}
