import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { usePages } from '../../hooks/usePages';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { ComponentDevicesDialog } from './ComponentDevicesDialog';
import { questionOf } from './questionOf';

const PAGE_SIZE = 50;

/** The components that a question finds, and how many devices have them. */
export function ComponentAnswer(props: { text: string; version?: string }) {
  const { text, version } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    (cursor: string | undefined) =>
      api.components.list({
        ...questionOf(text),
        version,
        cursor,
        limit: PAGE_SIZE,
      }),
    [api, text, version],
  );
  const answer = usePages(load);
  return (
    <Loaded of={answer}>
      {({ first, items }) => (
        <Flex direction="column" gap="3">
          <Text weight="bold" role="status">
            {first.deviceCount === 0
              ? t('components.none')
              : t('components.answer', { count: first.deviceCount })}
          </Text>
          {first.deviceCount === 0 && (
            <Text color="secondary">{t('components.noneHint')}</Text>
          )}
          {first.isCut && (
            <Alert status="warning" icon title={t('components.cut')} />
          )}
          {items.length > 0 && (
            <DataTable
              label={t('components.results')}
              items={items}
              columns={[
                {
                  id: 'component',
                  label: t('components.component'),
                  isRowHeader: true,
                  width: '28%',
                  cell: ({ name, version: found, licences }) => (
                    <Flex direction="column" gap="0.5">
                      <Text weight="bold">
                        {[name, found].filter(Boolean).join(' ')}
                      </Text>
                      <Text variant="body-small" color="secondary">
                        {licences.join(', ')}
                      </Text>
                    </Flex>
                  ),
                },
                {
                  id: 'identifiers',
                  label: t('components.identifiers'),
                  width: '34%',
                  cell: ({ purls, suppliers }) => (
                    <Flex direction="column" gap="0.5">
                      {[...purls, ...suppliers].map(each => (
                        <Text key={each}>{each}</Text>
                      ))}
                    </Flex>
                  ),
                },
                {
                  id: 'match',
                  label: t('components.match'),
                  cell: ({ match }) => (
                    <Text color="secondary">
                      {t(`components.matches.${match}`)}
                    </Text>
                  ),
                },
                {
                  id: 'count',
                  label: t('components.devices'),
                  isNumber: true,
                  cell: ({ deviceCount }) => (
                    <Text>{formatCount(deviceCount)}</Text>
                  ),
                },
                {
                  id: 'devices',
                  label: '',
                  cell: group => (
                    <ComponentDevicesDialog
                      group={group}
                      question={questionOf(text)}
                    />
                  ),
                },
              ]}
            />
          )}
          {answer.more && (
            <Flex>
              <Button
                variant="secondary"
                isPending={answer.isLoading}
                onPress={answer.more}
              >
                {t('components.more')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </Loaded>
  );
}
