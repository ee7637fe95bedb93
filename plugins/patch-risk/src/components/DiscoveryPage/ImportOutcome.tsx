import { useCallback, useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { ImportCounts } from './ImportCounts';
import styles from './ImportOutcome.module.css';
import { ProblemTable } from './ProblemTable';

const REFRESH_MS = 1_000;
const UNDERWAY = ['queued', 'running'];

/** What an import would do or did: progress, counts, changes and problems, and the way on. */
export function ImportOutcome(props: {
  importId: string;
  /** Given where the outcome can be closed. */
  onClosed?(): void;
  /** After something was stored or taken out. */
  onImported?(): void;
}) {
  const { importId, onClosed, onImported } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.discovery.getImport(importId),
    [api, importId],
  );
  const loaded = useLoad(load, { refreshMs: REFRESH_MS });
  const state = loaded.value?.state;
  const isPreview = loaded.value?.preview === true;
  useEffect(() => {
    if (state === 'done' || state === 'undone') {
      onImported?.();
    }
  }, [state, onImported]);
  const { retry } = loaded;
  const act = useAction(
    useCallback(
      async (step: 'commitImport' | 'abortImport' | 'undoImport') => {
        await api.discovery[step](importId);
        retry();
      },
      [api, importId, retry],
    ),
  );
  const discard = async () => {
    if (await act.run('abortImport')) {
      onClosed?.();
    }
  };
  return (
    <Loaded of={loaded}>
      {value => (
        <div className={styles.outcome} aria-live="polite">
          {UNDERWAY.includes(value.state) ? (
            <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
              <progress
                className={styles.progress}
                aria-label={t('discovery.import.progressName', {
                  file: value.file,
                })}
                value={value.bytesRead}
                max={Math.max(value.bytes, 1)}
              />
              <Text>
                {t('discovery.import.reading', {
                  file: value.file,
                  records: formatCount(value.recordsRead),
                })}
              </Text>
              <Button
                size="small"
                variant="secondary"
                isPending={act.isPending}
                onPress={() => act.run('abortImport')}
              >
                {t('discovery.import.abort')}
              </Button>
            </Flex>
          ) : (
            <>
              <Text weight="bold">
                {t(
                  isPreview && value.state !== 'done'
                    ? 'discovery.import.previewTitle'
                    : 'discovery.import.resultTitle',
                  { file: value.file },
                )}
              </Text>
              {value.error !== undefined && (
                <Alert status="danger" icon role="alert" title={value.error} />
              )}
              <ImportCounts counts={value.counts} />
              <DataTable
                label={t('discovery.import.changes')}
                items={value.changes.map((change, position) => ({
                  ...change,
                  id: `${position}`,
                }))}
                isTall
                empty={t('discovery.import.noChanges')}
                columns={[
                  {
                    id: 'text',
                    label: t('discovery.import.change'),
                    isRowHeader: true,
                    cell: ({ text }) => <Text>{text}</Text>,
                  },
                ]}
              />
              {value.problems.length > 0 && (
                <Flex direction="column" gap="2">
                  <Text weight="bold">{t('discovery.import.problems')}</Text>
                  <ProblemTable problems={value.problems} />
                  {value.counts.problems > value.problems.length && (
                    <Text color="secondary">
                      {t('discovery.import.problemsShown', {
                        shown: formatCount(value.problems.length),
                        all: formatCount(value.counts.problems),
                      })}
                    </Text>
                  )}
                </Flex>
              )}
            </>
          )}
          {act.failure !== undefined && (
            <Alert status="danger" icon role="alert" title={act.failure} />
          )}
          <Flex gap="2">
            {value.state === 'previewed' && (
              <Button
                variant="primary"
                isPending={act.isPending}
                onPress={() => act.run('commitImport')}
              >
                {t('discovery.import.commit')}
              </Button>
            )}
            {value.state === 'previewed' && (
              <Button variant="secondary" onPress={discard}>
                {t('discovery.import.discard')}
              </Button>
            )}
            {value.canUndo && (
              <Button
                variant="secondary"
                isPending={act.isPending}
                onPress={() => act.run('undoImport')}
              >
                {t('discovery.import.undo')}
              </Button>
            )}
            {onClosed &&
              !UNDERWAY.includes(value.state) &&
              value.state !== 'previewed' && (
                <Button variant="secondary" onPress={onClosed}>
                  {t('close')}
                </Button>
              )}
          </Flex>
        </div>
      )}
    </Loaded>
  );
}
