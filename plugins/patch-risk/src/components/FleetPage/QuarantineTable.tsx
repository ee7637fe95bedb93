import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatInstant } from '../../format/formatInstant';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';

const SHOWN = 200;

/** Refused records of one feed, with the field, its value and the remedy. */
export function QuarantineTable(props: { feedId: string }) {
  const { feedId } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listQuarantine(feedId, { limit: SHOWN }),
    [api, feedId],
  );
  const quarantine = useLoad(load);
  return (
    <Loaded of={quarantine}>
      {({ items }) => (
        <DataTable
          label={t('fleet.quarantine.record')}
          items={items.map((record, position) => ({
            ...record,
            id: `${position} ${record.record}`,
          }))}
          empty={t('fleet.quarantine.empty')}
          columns={[
            {
              id: 'record',
              label: t('fleet.quarantine.record'),
              isRowHeader: true,
              cell: ({ record, at }) => (
                <Flex direction="column" gap="0.5">
                  <Text>{record}</Text>
                  <Text variant="body-small" color="secondary">
                    {formatInstant(at)}
                  </Text>
                </Flex>
              ),
            },
            {
              id: 'field',
              label: t('fleet.quarantine.field'),
              cell: ({ field, value }) => (
                <Flex direction="column" gap="0.5">
                  <Text>{field}</Text>
                  {value !== undefined && (
                    <Text variant="body-small" color="secondary">
                      {t('fleet.quarantine.value', { value })}
                    </Text>
                  )}
                </Flex>
              ),
            },
            {
              id: 'reason',
              label: t('fleet.quarantine.reason'),
              cell: ({ reason, remedy }) => (
                <Flex direction="column" gap="0.5">
                  <Text>{reason}</Text>
                  {remedy !== undefined && (
                    <Text variant="body-small" color="secondary">
                      {t('fleet.quarantine.remedy')}: {remedy}
                    </Text>
                  )}
                </Flex>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
