import { useCallback, useState } from 'react';
import type {
  DiscoveryDecision,
  DiscoveryDecisionRequest,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';

/** Decides about found devices, and takes the last decision back. */
export function useDecision(onChanged: () => void) {
  const api = useApi(patchRiskApiRef);
  const [last, setLast] = useState<{
    request: DiscoveryDecisionRequest;
    decisions: DiscoveryDecision[];
    isUndone: boolean;
  }>();
  const decide = useAction(
    useCallback(
      async (request: DiscoveryDecisionRequest) => {
        const decisions = await api.discovery.decide(request);
        setLast({ request, decisions, isUndone: false });
        onChanged();
      },
      [api, onChanged],
    ),
  );
  const undo = useAction(
    useCallback(async () => {
      for (const { id } of last?.decisions ?? []) {
        await api.discovery.takeBack(id);
      }
      setLast(previous => previous && { ...previous, isUndone: true });
      onChanged();
    }, [api, last, onChanged]),
  );
  return { decide, undo, last };
}
