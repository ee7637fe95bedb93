import { useCallback, useState } from 'react';
import type { OwnAdvisory } from '@patch-risk/backstage-plugin-patch-risk-common';
import { patchRiskOperationsManagePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { AdvisoryForm } from './AdvisoryForm';
import { AdvisoryTable } from './AdvisoryTable';

const SHOWN = 100;
const REFRESH_MS = 5_000;

/** Advisories of the organisation itself: written, previewed, published, changed and withdrawn. */
export function AdvisorySection() {
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const { allowed: canWrite } = usePermission({
    permission: patchRiskOperationsManagePermission,
  });
  const [written, setWritten] = useState<OwnAdvisory | 'new'>();
  const load = useCallback(
    () => api.components.listAdvisories({ limit: SHOWN }),
    [api],
  );
  const advisories = useLoad(load, { refreshMs: REFRESH_MS });
  const { retry } = advisories;
  const change = useAction(
    useCallback(
      async ({ id, state, content }: OwnAdvisory) => {
        if (state === 'published') {
          await api.components.withdrawAdvisory(id);
        } else {
          await api.components.updateAdvisory(id, content);
        }
        retry();
      },
      [api, retry],
    ),
  );
  return (
    <Section
      title={t('advisories.title')}
      action={
        canWrite &&
        written === undefined && (
          <Button variant="secondary" onPress={() => setWritten('new')}>
            {t('advisories.write')}
          </Button>
        )
      }
    >
      <Flex direction="column" gap="4">
        <Text color="secondary">{t('advisories.intro')}</Text>
        {written !== undefined && (
          <AdvisoryForm
            key={written === 'new' ? written : written.id}
            advisory={written === 'new' ? undefined : written}
            onClosed={() => {
              setWritten(undefined);
              retry();
            }}
          />
        )}
        {change.failure !== undefined && (
          <Alert status="danger" icon role="alert" title={change.failure} />
        )}
        <Loaded of={advisories}>
          {({ items }) => (
            <AdvisoryTable
              advisories={items}
              canWrite={canWrite}
              isPending={change.isPending}
              onEdit={setWritten}
              onChange={change.run}
            />
          )}
        </Loaded>
      </Flex>
    </Section>
  );
}
