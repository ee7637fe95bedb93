import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { patchRiskApiRef } from '../api/patchRiskApiRef';
import { useLoad } from './useLoad';

/** State of the product, asked for again every 15 seconds. */
export function useStatus() {
  const api = useApi(patchRiskApiRef);
  const load = useCallback(() => api.getStatus(), [api]);
  return useLoad(load, { refreshMs: 15_000 });
}
