import { useCallback } from 'react';
import type { ReachableFinding } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { patchRiskApiRef } from '../api/patchRiskApiRef';
import { useLoad } from './useLoad';

/** Findings of a device that name a service which was seen answering, by their id; empty until that is known. */
export function useAnsweringServices(
  entityRef: string,
): ReadonlyMap<string, ReachableFinding> {
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.states.getReach(entityRef),
    [api, entityRef],
  );
  const { value } = useLoad(load);
  return new Map(
    (value?.reachableFindings ?? []).map(finding => [
      finding.findingId,
      finding,
    ]),
  );
}
