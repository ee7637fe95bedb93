import { mockApis } from '@backstage/frontend-test-utils';
import { PatchRiskClient } from '../api/PatchRiskClient';
import { patchRiskApiRef } from '../api/patchRiskApiRef';

/** The real client, which msw answers. */
export function fixtureApis() {
  const client = PatchRiskClient.create({
    discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
    fetchApi: mockApis.fetch(),
  });
  return [[patchRiskApiRef, client]] as const;
}
