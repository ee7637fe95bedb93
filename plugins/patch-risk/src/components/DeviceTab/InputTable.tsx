import type { InputNote } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Badge, Flex, Text, useBreakpoint } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { roundNumbers } from '../../format/roundNumbers';
import { useInputText } from '../../hooks/useInputText';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

/** Where each input of a fix group's score comes from, and what was imputed. */
export function InputTable(props: { inputs: InputNote[] }) {
  const { t } = useTranslation();
  const items = props.inputs.map((input, position) => ({
    ...input,
    id: `${position} ${input.input}`,
  }));
  const nameOf = useInputText();
  const { up } = useBreakpoint();
  const isWide = up('md');
  const source = (note: InputNote) => (
    <Text variant={isWide ? undefined : 'body-small'} color="secondary">
      {[note.source, note.date && formatDate(note.date)]
        .filter(Boolean)
        .join(' · ')}
    </Text>
  );
  return (
    <Flex direction="column" gap="3">
      <Text variant="body-small" color="secondary">
        {t('tab.inputs.intro')}
      </Text>
      <DataTable
        label={t('tab.inputs.title')}
        items={items}
        empty={t('tab.inputs.empty')}
        columns={[
          {
            id: 'input',
            label: t('tab.inputs.input'),
            isRowHeader: true,
            width: isWide ? '32%' : '64%',
            cell: note => (
              <Flex direction="column" gap="1">
                <Text>{nameOf(note.input)}</Text>
                {!isWide && source(note)}
              </Flex>
            ),
          },
          {
            id: 'value',
            label: t('tab.inputs.value'),
            width: isWide ? '24%' : '36%',
            cell: ({ value, imputed }) => (
              <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
                <Text title={value}>{roundNumbers(value)}</Text>
                {imputed && <Badge>{t('tab.inputs.imputed')}</Badge>}
              </Flex>
            ),
          },
          {
            id: 'source',
            label: t('tab.inputs.source'),
            isHidden: !isWide,
            cell: note => source(note),
          },
        ]}
      />
    </Flex>
  );
}
