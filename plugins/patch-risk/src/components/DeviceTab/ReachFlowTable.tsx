import type { ReachFlow } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { formatCount } from '../../format/formatCount';
import { formatInstant } from '../../format/formatInstant';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** Flows of a device, by the zone of its peers and the service. */
export function ReachFlowTable(props: { flows: ReachFlow[] }) {
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isWide = up('sm');
  const flows = [...props.flows].sort(
    (one, other) =>
      Number(other.state === 'answered') - Number(one.state === 'answered') ||
      other.flows - one.flows,
  );
  return (
    <DataTable
      label={t('reach.flows')}
      items={flows.map((flow, position) => ({ ...flow, id: String(position) }))}
      empty={t('reach.noFlows')}
      isTall={flows.length > 20}
      columns={[
        {
          id: 'peer',
          label: t('reach.peer'),
          isRowHeader: true,
          cell: flow => (
            <Flex direction="column" gap="0.5">
              <Text>
                {t(`reach.direction.${flow.direction}`, {
                  zone: flow.peerZone ?? t('reach.noZone'),
                })}
              </Text>
              <Text variant="body-small" color="secondary">
                {t('reach.peers', { count: flow.peers })},{' '}
                {t('reach.example', { address: flow.examplePeer })}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'service',
          label: t('reach.service'),
          cell: flow => (
            <Flex direction="column" gap="0.5">
              <Text>
                {flow.service ?? flow.protocol}{' '}
                {flow.port === undefined
                  ? t('reach.severalPorts')
                  : `${flow.protocol}/${flow.port}`}
              </Text>
              <Text variant="body-small" color="secondary">
                {t(`reach.state.${flow.state}`)}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'count',
          label: t('reach.count'),
          isNumber: true,
          cell: flow => <Text>{formatCount(flow.flows)}</Text>,
        },
        {
          id: 'seen',
          label: t('reach.seen'),
          isHidden: !isWide,
          cell: flow => <Text>{formatInstant(flow.lastSeenAt)}</Text>,
        },
      ]}
    />
  );
}
