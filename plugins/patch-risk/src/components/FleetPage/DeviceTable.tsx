import type { DeviceSummary } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { EntityLink } from '../common/EntityLink';
import { ExploitedBadge } from '../common/ExploitedBadge';
import { DeviceScore } from './DeviceScore';
import { DeviceStep } from './DeviceStep';
import { formatCount } from '../../format/formatCount';

/** Devices in the order of the backend: by risk, highest first. */
export function DeviceTable(props: {
  devices: DeviceSummary[];
  isStale: boolean;
  empty: string;
}) {
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isMedium = up('md');
  const isWide = up('lg');
  return (
    <DataTable
      label={t('fleet.devices')}
      items={props.devices.map(device => ({ id: device.entityRef, device }))}
      empty={props.empty}
      isStale={props.isStale}
      columns={[
        {
          id: 'device',
          label: t('fleet.table.device'),
          isRowHeader: true,
          width: isMedium ? '22%' : '55%',
          cell: ({ device }) => (
            <Flex direction="column" gap="1" align="start">
              <EntityLink entityRef={device.entityRef} title={device.title} />
              <Text variant="body-small" color="secondary">
                {[device.vendor, device.model, device.firmwareVersion]
                  .filter(Boolean)
                  .join(' ')}
              </Text>
              {device.exploitedCount > 0 && <ExploitedBadge />}
              {!isMedium && device.nextStep && (
                <DeviceStep step={device.nextStep} isBrief />
              )}
            </Flex>
          ),
        },
        {
          id: 'risk',
          label: t('fleet.table.risk'),
          width: isMedium ? '16%' : '45%',
          cell: ({ device }) => <DeviceScore device={device} />,
        },
        {
          id: 'chance',
          label: t('fleet.table.chance'),
          isNumber: true,
          isHidden: !isMedium,
          cell: ({ device }) => (
            <Text>
              {device.state === 'assessed' && device.probability !== undefined
                ? formatProbability(device.probability)
                : '–'}
            </Text>
          ),
        },
        {
          id: 'findings',
          label: t('fleet.table.findings'),
          isNumber: true,
          isHidden: !isMedium,
          cell: ({ device }) => (
            <Flex direction="column" gap="0.5" align="end">
              <Text>
                {device.state === 'assessed' ? device.findingCount : '–'}
              </Text>
              {device.exploitedCount > 0 && (
                <Text variant="body-small" color="secondary">
                  {t('fleet.table.exploitedCount', {
                    number: formatCount(device.exploitedCount),
                  })}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'next-step',
          label: t('fleet.table.nextStep'),
          isHidden: !isMedium,
          width: '22%',
          cell: ({ device: { nextStep } }) =>
            nextStep && <DeviceStep step={nextStep} />,
        },
        {
          id: 'site',
          label: t('fleet.table.site'),
          isHidden: !isWide,
          width: '13%',
          cell: ({ device }) => (
            <Flex direction="column" gap="0.5">
              {device.siteRef !== undefined && (
                <EntityLink entityRef={device.siteRef} />
              )}
              {device.zone !== undefined && (
                <Text variant="body-small" color="secondary">
                  {device.zone}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'owner',
          label: t('fleet.table.owner'),
          isHidden: !isWide,
          width: '12%',
          cell: ({ device }) =>
            device.ownerRef !== undefined && (
              <EntityLink entityRef={device.ownerRef} />
            ),
        },
      ]}
    />
  );
}
