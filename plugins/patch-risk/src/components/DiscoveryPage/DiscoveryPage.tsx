import { useCallback, useState } from 'react';
import { usePermission } from '@backstage/plugin-permission-react';
import { patchRiskOperationsManagePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Container, Flex } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { Loaded } from '../common/Loaded';
import { FoundDevicesSection } from './FoundDevicesSection';
import { ImportSection } from './ImportSection';
import { ImportsSection } from './ImportsSection';
import { WorklistSection } from './WorklistSection';

const SHOWN_IMPORTS = 20;
const REFRESH_MS = 5_000;

/** Devices that scans and lists found, the imports that brought them, and what a person has to decide. */
export function DiscoveryPage() {
  const api = useApi(patchRiskApiRef);
  const { allowed: canDecide } = usePermission({
    permission: patchRiskOperationsManagePermission,
  });
  // Counts what changed by hand: each section loads again.
  const [revision, setRevision] = useState(0);
  const onChanged = useCallback(() => setRevision(count => count + 1), []);
  const load = useCallback(
    () => api.discovery.listImports({ limit: SHOWN_IMPORTS }),
    [api],
  );
  const imports = useLoad(load, { refreshMs: REFRESH_MS });
  const { retry } = imports;
  const onImported = useCallback(() => {
    retry();
    onChanged();
  }, [retry, onChanged]);
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="6">
        <Loaded of={imports}>
          {({ items }) => (
            <>
              {canDecide && <ImportSection onImported={onImported} />}
              <FoundDevicesSection
                revision={revision}
                canDecide={canDecide}
                onChanged={onChanged}
              />
              <WorklistSection
                revision={revision}
                canDecide={canDecide}
                onChanged={onChanged}
              />
              <ImportsSection
                imports={items}
                canChange={canDecide}
                onChanged={onImported}
              />
            </>
          )}
        </Loaded>
      </Flex>
    </Container>
  );
}
