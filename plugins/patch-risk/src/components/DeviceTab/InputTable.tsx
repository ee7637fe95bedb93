import type { InputNote } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Badge, Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** Where each input of a fix group's score comes from, and what was imputed. */
export function InputTable(props: { inputs: InputNote[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('tab.inputs.title')}
      items={props.inputs.map((input, position) => ({
        ...input,
        id: `${position} ${input.input}`,
      }))}
      empty={t('tab.inputs.empty')}
      columns={[
        {
          id: 'input',
          label: t('tab.inputs.input'),
          isRowHeader: true,
          cell: ({ input }) => <Text>{input}</Text>,
        },
        {
          id: 'value',
          label: t('tab.inputs.value'),
          cell: ({ value, imputed }) => (
            <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
              <Text>{value}</Text>
              {imputed && <Badge>{t('tab.inputs.imputed')}</Badge>}
            </Flex>
          ),
        },
        {
          id: 'source',
          label: t('tab.inputs.source'),
          cell: ({ source }) => <Text>{source}</Text>,
        },
        {
          id: 'date',
          label: t('tab.inputs.date'),
          cell: ({ date }) => (
            <Text>{date === undefined ? '' : formatDate(date)}</Text>
          ),
        },
      ]}
    />
  );
}
