import type { ReachPath } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** Which zones the firewalls let through to a device. */
export function ReachPathTable(props: { paths: ReachPath[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('reach.paths')}
      items={props.paths.map((path, position) => ({
        ...path,
        id: String(position),
      }))}
      columns={[
        {
          id: 'zone',
          label: t('reach.paths'),
          isRowHeader: true,
          cell: ({ zone }) => <Text>{zone}</Text>,
        },
        {
          id: 'ports',
          label: t('reach.ports'),
          cell: ({ protocol, ports, isCertain }) => (
            <Flex direction="column" gap="0.5">
              <Text>
                {protocol} {ports}
              </Text>
              {!isCertain && (
                <Text variant="body-small" color="secondary">
                  {t('reach.uncertain')}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'rules',
          label: t('reach.rules'),
          cell: ({ rules }) => <Text>{rules.join(', ')}</Text>,
        },
      ]}
    />
  );
}
