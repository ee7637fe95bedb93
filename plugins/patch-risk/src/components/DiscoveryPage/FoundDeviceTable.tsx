import type { DiscoveredDevice } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Badge, Flex, Text } from '@backstage/ui';
import { formatCount } from '../../format/formatCount';
import { formatInstant } from '../../format/formatInstant';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { FoundDeviceDialog } from './FoundDeviceDialog';

const SHOWN_ADDRESSES = 3;

/** Found devices with what is known of each. */
export function FoundDeviceTable(props: {
  devices: DiscoveredDevice[];
  empty: string;
  isStale?: boolean;
  selected?: ReadonlySet<string>;
  onSelect?(keys: Set<string>): void;
}) {
  const { devices, empty, isStale, selected, onSelect } = props;
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('discovery.devices.title')}
      items={devices.map(device => ({ ...device, id: device.key }))}
      empty={empty}
      isStale={isStale}
      selected={selected}
      onSelect={onSelect}
      columns={[
        {
          id: 'device',
          label: t('discovery.devices.device'),
          isRowHeader: true,
          width: '24%',
          cell: ({ title, site, conflictCount, missing }) => (
            <Flex direction="column" gap="1">
              <Text weight="bold">{title}</Text>
              {site !== undefined && (
                <Text variant="body-small" color="secondary">
                  {site}
                </Text>
              )}
              {(conflictCount > 0 || missing) && (
                <Flex gap="1" style={{ flexWrap: 'wrap' }}>
                  {conflictCount > 0 && (
                    <Badge>
                      {t('discovery.devices.conflicts', {
                        count: conflictCount,
                      })}
                    </Badge>
                  )}
                  {missing && <Badge>{t('discovery.devices.missing')}</Badge>}
                </Flex>
              )}
            </Flex>
          ),
        },
        {
          id: 'product',
          label: t('discovery.devices.product'),
          width: '24%',
          cell: ({ vendor, model, firmwareVersion }) => (
            <Flex direction="column" gap="0.5">
              <Text>{[vendor, model].filter(Boolean).join(' ')}</Text>
              {firmwareVersion !== undefined && (
                <Text variant="body-small" color="secondary">
                  {firmwareVersion}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'addresses',
          label: t('discovery.devices.addresses'),
          cell: ({ addresses }) => {
            const all = [
              ...addresses.hostnames,
              ...addresses.ips,
              ...addresses.macs,
            ];
            const more = all.length - SHOWN_ADDRESSES;
            return (
              <Flex direction="column" gap="0.5">
                {all.slice(0, SHOWN_ADDRESSES).map(address => (
                  <Text key={address}>{address}</Text>
                ))}
                {more > 0 && (
                  <Text variant="body-small" color="secondary">
                    {t('discovery.devices.more', {
                      number: formatCount(more),
                    })}
                  </Text>
                )}
              </Flex>
            );
          },
        },
        {
          id: 'seen',
          label: t('discovery.devices.sources'),
          cell: ({ sources, lastSeen }) => (
            <Flex direction="column" gap="0.5">
              <Text>{sources.join(', ')}</Text>
              <Text variant="body-small" color="secondary">
                {formatInstant(lastSeen)}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'details',
          label: t('discovery.devices.details'),
          cell: device => <FoundDeviceDialog device={device} />,
        },
      ]}
    />
  );
}
