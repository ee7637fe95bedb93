import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { patchRiskApiRef } from '../api/patchRiskApiRef';
import { useLoad } from './useLoad';

/** One device with its assessment, asked for again every minute. */
export function useDevice(entityRef: string) {
  const api = useApi(patchRiskApiRef);
  const load = useCallback(async () => {
    const [device, assessment] = await Promise.all([
      api.getDevice(entityRef),
      api.getAssessment(entityRef),
    ]);
    return { ...device, assessment };
  }, [api, entityRef]);
  return useLoad(load, { refreshMs: 60_000 });
}
