import type { FactorShare } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatContribution } from '../../format/formatContribution';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** The factors of a fix group as a table. */
export function FactorTable(props: { factors: FactorShare[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('tab.explanation.chartName')}
      items={props.factors.map(factor => ({ ...factor, id: factor.factor }))}
      columns={[
        {
          id: 'factor',
          label: t('tab.explanation.factor'),
          isRowHeader: true,
          cell: ({ factor }) => (
            <Text>{t(`tab.explanation.factorName.${factor}`)}</Text>
          ),
        },
        {
          id: 'value',
          label: t('tab.explanation.value'),
          cell: ({ value }) => <Text>{value}</Text>,
        },
        {
          id: 'reference',
          label: t('tab.explanation.reference'),
          cell: ({ referenceValue }) => <Text>{referenceValue}</Text>,
        },
        {
          id: 'contribution',
          label: t('tab.explanation.contribution'),
          isNumber: true,
          cell: ({ contribution }) => (
            <Flex direction="column" gap="0.5" align="end">
              <Text weight="bold">{formatContribution(contribution)}</Text>
              <Text variant="body-small" color="secondary">
                {contribution >= 0
                  ? t('tab.explanation.raises')
                  : t('tab.explanation.lowers')}
              </Text>
            </Flex>
          ),
        },
      ]}
    />
  );
}
