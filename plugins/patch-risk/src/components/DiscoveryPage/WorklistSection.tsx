import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { AliasField } from './AliasField';
import { DecisionNotice } from './DecisionNotice';
import { useDecision } from './useDecision';

const SHOWN = 50;

/** Vendor, model and version texts that no advisory knows, those first whose decision settles most devices. */
export function WorklistSection(props: {
  /** Another number loads the list again. */
  revision: number;
  canDecide: boolean;
  onChanged(): void;
}) {
  const { revision, canDecide, onChanged } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.discovery.listWorklist({ limit: SHOWN }),
    // A change elsewhere on the page counts as another question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, revision],
  );
  const worklist = useLoad(load, { keepValue: true });
  const decision = useDecision(onChanged);
  return (
    <Section
      title={t('discovery.worklist.title')}
      action={
        worklist.value && (
          <Text color="secondary">{formatCount(worklist.value.total)}</Text>
        )
      }
    >
      <Flex direction="column" gap="3">
        <Text color="secondary">{t('discovery.worklist.intro')}</Text>
        <DecisionNotice decision={decision} />
        <Loaded of={worklist}>
          {({ items }) => (
            <DataTable
              label={t('discovery.worklist.title')}
              items={items.map(item => ({
                ...item,
                id: [item.field, item.vendor, item.value].join(' '),
              }))}
              empty={t('discovery.worklist.empty')}
              isStale={worklist.isLoading}
              columns={[
                {
                  id: 'text',
                  label: t('discovery.worklist.text'),
                  isRowHeader: true,
                  width: '34%',
                  cell: ({ value, vendor, field, spellings }) => (
                    <Flex direction="column" gap="0.5">
                      <Text weight="bold">{value}</Text>
                      {field !== 'vendor' && vendor !== undefined && (
                        <Text variant="body-small" color="secondary">
                          {t('discovery.worklist.ofVendor', { vendor })}
                        </Text>
                      )}
                      {spellings.length > 1 && (
                        <Text variant="body-small" color="secondary">
                          {t('discovery.worklist.spellings', {
                            spellings: spellings
                              .filter(each => each !== value)
                              .join(', '),
                          })}
                        </Text>
                      )}
                    </Flex>
                  ),
                },
                {
                  id: 'field',
                  label: t('discovery.worklist.kind'),
                  cell: ({ field }) => (
                    <Text>{t(`discovery.worklist.fields.${field}`)}</Text>
                  ),
                },
                {
                  id: 'devices',
                  label: t('discovery.worklist.devices'),
                  isNumber: true,
                  cell: ({ deviceCount }) => (
                    <Text>{formatCount(deviceCount)}</Text>
                  ),
                },
                {
                  id: 'meaning',
                  label: t('discovery.worklist.meaning'),
                  width: '36%',
                  isHidden: !canDecide,
                  cell: ({ field, value }) =>
                    field === 'firmwareVersion' ? (
                      <Text color="secondary">
                        {t('discovery.worklist.version')}
                      </Text>
                    ) : (
                      <AliasField
                        written={value}
                        isPending={decision.decide.isPending}
                        onSave={meaning =>
                          decision.decide.run({
                            kind: 'alias',
                            field,
                            written: value,
                            value: meaning,
                          })
                        }
                      />
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </Flex>
    </Section>
  );
}
