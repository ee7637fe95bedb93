import type { DiscoveryProblem } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** Records that could not be used: where, why, and what to do about it. */
export function ProblemTable(props: { problems: DiscoveryProblem[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('discovery.import.problems')}
      items={props.problems.map((problem, position) => ({
        ...problem,
        id: `${position}`,
      }))}
      isTall
      columns={[
        {
          id: 'record',
          label: t('discovery.import.place'),
          isRowHeader: true,
          width: '30%',
          cell: ({ record, field, value }) => (
            <Flex direction="column" gap="0.5">
              <Text>{record}</Text>
              {field !== undefined && (
                <Text variant="body-small" color="secondary">
                  {[field, value].filter(Boolean).join(': ')}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'reason',
          label: t('discovery.import.reason'),
          cell: ({ reason, remedy }) => (
            <Flex direction="column" gap="0.5">
              <Text>{reason}</Text>
              <Text variant="body-small" color="secondary">
                {remedy}
              </Text>
            </Flex>
          ),
        },
      ]}
    />
  );
}
