import type {
  DiscoveryPreviewedDevice,
  DiscoveryProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { ProblemTable } from './ProblemTable';

/** What the first rows of a list become, and what keeps others from being read. */
export function PreviewedDevices(props: {
  devices: DiscoveryPreviewedDevice[];
  problems: DiscoveryProblem[];
}) {
  const { devices, problems } = props;
  const { t } = useTranslation();
  return (
    <Flex direction="column" gap="2">
      <Text weight="bold">{t('discovery.mapping.devices')}</Text>
      <DataTable
        label={t('discovery.mapping.devices')}
        items={devices.map(device => ({ ...device, id: device.record }))}
        empty={t('discovery.mapping.noDevices')}
        columns={[
          {
            id: 'record',
            label: t('discovery.import.place'),
            isRowHeader: true,
            cell: ({ record }) => <Text>{record}</Text>,
          },
          {
            id: 'product',
            label: t('discovery.devices.product'),
            cell: ({ vendor, model, firmwareVersion }) => (
              <Text>
                {[vendor, model, firmwareVersion].filter(Boolean).join(' ')}
              </Text>
            ),
          },
          {
            id: 'serial',
            label: t('discovery.mapping.fields.serial'),
            cell: ({ serial }) => <Text>{serial}</Text>,
          },
          {
            id: 'addresses',
            label: t('discovery.devices.addresses'),
            cell: ({ macs, ips, hostnames }) => (
              <Text>{[...hostnames, ...ips, ...macs].join(', ')}</Text>
            ),
          },
        ]}
      />
      {problems.length > 0 && <ProblemTable problems={problems} />}
    </Flex>
  );
}
