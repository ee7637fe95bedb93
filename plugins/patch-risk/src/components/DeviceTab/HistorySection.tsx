import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { HistoryChart } from './HistoryChart';

/** How the index of one device moved. */
export function HistorySection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(() => api.getHistory(entityRef), [api, entityRef]);
  const history = useLoad(load);
  return (
    <Section title={t('tab.history.title')}>
      <Loaded of={history}>
        {({ items }) =>
          items.length === 0 ? (
            <Text color="secondary">{t('tab.history.empty')}</Text>
          ) : (
            <HistoryChart points={items} />
          )
        }
      </Loaded>
    </Section>
  );
}
