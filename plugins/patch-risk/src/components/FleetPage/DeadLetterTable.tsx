import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatInstant } from '../../format/formatInstant';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';

const SHOWN = 200;

/** What could not be delivered to a sink, why, and a way to send it again. */
export function DeadLetterTable(props: {
  sinkId: string;
  canReplay: boolean;
  onReplayed(): void;
}) {
  const { sinkId, canReplay, onReplayed } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listDelivery({ sink: sinkId, state: 'dead', limit: SHOWN }),
    [api, sinkId],
  );
  const items = useLoad(load);
  const { retry } = items;
  const replay = useAction(
    useCallback(
      async (itemId: string) => {
        await api.replayDelivery(itemId);
        retry();
        onReplayed();
      },
      [api, retry, onReplayed],
    ),
  );
  return (
    <Flex direction="column" gap="3">
      {replay.failure !== undefined && (
        <Alert status="danger" icon role="alert" title={replay.failure} />
      )}
      <Loaded of={items}>
        {value => (
          <DataTable
            label={t('fleet.delivery.dead')}
            items={value.items}
            empty={t('fleet.delivery.noDead')}
            columns={[
              {
                id: 'item',
                label: t('fleet.delivery.item'),
                isRowHeader: true,
                cell: item => (
                  <Flex direction="column" gap="0.5">
                    <Text>
                      {item.kind} {item.aggregate}
                    </Text>
                    <Text variant="body-small" color="secondary">
                      {formatInstant(item.createdAt)}
                    </Text>
                  </Flex>
                ),
              },
              {
                id: 'attempts',
                label: t('fleet.delivery.attempts'),
                isNumber: true,
                cell: item => <Text>{item.attempts}</Text>,
              },
              {
                id: 'error',
                label: t('fleet.delivery.error'),
                width: '45%',
                cell: item => <Text>{item.lastError}</Text>,
              },
              {
                id: 'replay',
                label: t('fleet.delivery.replay'),
                isHidden: !canReplay,
                cell: item => (
                  <Button
                    size="small"
                    variant="secondary"
                    onPress={() => replay.run(item.id)}
                    isDisabled={replay.isPending}
                    aria-label={t('fleet.delivery.replayOf', {
                      item: item.aggregate,
                    })}
                  >
                    {t('fleet.delivery.replay')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Flex>
  );
}
