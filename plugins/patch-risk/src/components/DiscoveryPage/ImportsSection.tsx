import { useCallback } from 'react';
import type { DiscoveryImport } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { formatInstant } from '../../format/formatInstant';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Section } from '../common/Section';
import { HealthState } from '../FleetPage/HealthState';
import { ImportOutcome } from './ImportOutcome';
import { SourceList } from './SourceList';

const HEALTH = {
  queued: 'busy',
  running: 'busy',
  previewed: 'unknown',
  done: 'good',
  failed: 'bad',
  aborted: 'unknown',
  undone: 'unknown',
} as const;

/** The last imports, the configured sources, and a way to stop or undo. */
export function ImportsSection(props: {
  imports: DiscoveryImport[];
  canChange: boolean;
  onChanged(): void;
}) {
  const { imports, canChange, onChanged } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const undo = useAction(
    useCallback(
      async (id: string) => {
        await api.discovery.undoImport(id);
        onChanged();
      },
      [api, onChanged],
    ),
  );
  return (
    <Section title={t('discovery.imports.title')}>
      <Flex direction="column" gap="4">
        <SourceList canRead={canChange} />
        {undo.failure !== undefined && (
          <Alert status="danger" icon role="alert" title={undo.failure} />
        )}
        <DataTable
          label={t('discovery.imports.title')}
          items={imports}
          empty={t('discovery.imports.empty')}
          columns={[
            {
              id: 'file',
              label: t('discovery.imports.file'),
              isRowHeader: true,
              width: '32%',
              cell: ({ file, kind, site }) => (
                <Flex direction="column" gap="0.5">
                  <Text>{file}</Text>
                  <Text variant="body-small" color="secondary">
                    {[t(`discovery.import.kinds.${kind}`), site]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </Flex>
              ),
            },
            {
              id: 'state',
              label: t('discovery.imports.state'),
              cell: ({ state }) => (
                <HealthState
                  state={HEALTH[state]}
                  label={t(`discovery.imports.states.${state}`)}
                />
              ),
            },
            {
              id: 'when',
              label: t('discovery.imports.when'),
              cell: ({ createdAt, startedBy }) => (
                <Flex direction="column" gap="0.5">
                  <Text>{formatInstant(createdAt)}</Text>
                  <Text variant="body-small" color="secondary">
                    {t('discovery.imports.by', { who: startedBy })}
                  </Text>
                </Flex>
              ),
            },
            {
              id: 'counts',
              label: t('discovery.imports.counts'),
              isNumber: true,
              cell: ({ counts }) => (
                <Text>
                  {[counts.added, counts.changed, counts.problems]
                    .map(formatCount)
                    .join(' / ')}
                </Text>
              ),
            },
            {
              id: 'actions',
              label: '',
              cell: ({ id, file, canUndo }) => (
                <Flex gap="2" justify="end">
                  <DialogTrigger>
                    <Button
                      size="small"
                      variant="secondary"
                      aria-label={t('discovery.import.showOf', { file })}
                    >
                      {t('discovery.import.show')}
                    </Button>
                    <Dialog width="min(900px, 94vw)">
                      <DialogHeader>{file}</DialogHeader>
                      <DialogBody>
                        <ImportOutcome importId={id} />
                      </DialogBody>
                    </Dialog>
                  </DialogTrigger>
                  {canChange && canUndo && (
                    <Button
                      size="small"
                      variant="secondary"
                      isDisabled={undo.isPending}
                      onPress={() => undo.run(id)}
                      aria-label={t('discovery.import.undoOf', { file })}
                    >
                      {t('discovery.import.undo')}
                    </Button>
                  )}
                </Flex>
              ),
            },
          ]}
        />
      </Flex>
    </Section>
  );
}
