import { useCallback, useState } from 'react';
import type {
  DiscoveryImport,
  StartDiscoveryImport,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../common/Section';
import { ImportForm } from './ImportForm';
import { ImportOutcome } from './ImportOutcome';

/** Chooses a file, shows what importing it would do, and imports it. */
export function ImportSection(props: { onImported(): void }) {
  const { onImported } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [begun, setBegun] = useState<DiscoveryImport>();
  const preview = useAction(
    useCallback(
      async (
        file: File,
        query: Omit<StartDiscoveryImport['query'], 'file' | 'preview'>,
      ) =>
        setBegun(
          await api.discovery.startImport(file, { ...query, preview: true }),
        ),
      [api],
    ),
  );
  return (
    <Section title={t('discovery.import.title')}>
      <Flex direction="column" gap="4">
        <Text color="secondary">{t('discovery.import.intro')}</Text>
        <ImportForm isPending={preview.isPending} onPreview={preview.run} />
        {preview.failure !== undefined && (
          <Alert status="danger" icon role="alert" title={preview.failure} />
        )}
        {begun && (
          <ImportOutcome
            key={begun.id}
            importId={begun.id}
            onClosed={() => setBegun(undefined)}
            onImported={onImported}
          />
        )}
      </Flex>
    </Section>
  );
}
