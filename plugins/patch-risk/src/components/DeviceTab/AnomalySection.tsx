import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatInstant } from '../../format/formatInstant';
import { formatNumber } from '../../format/formatNumber';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from '../common/BandBadge';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';

/** Deviations of this device's metrics from their baselines. */
export function AnomalySection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listAnomalies({ device: entityRef, limit: 20 }),
    [api, entityRef],
  );
  const anomalies = useLoad(load, { refreshMs: 30_000 });
  return (
    <Section title={t('tab.anomalies.title')}>
      <Loaded of={anomalies}>
        {({ items }) => (
          <DataTable
            label={t('tab.anomalies.title')}
            items={items}
            empty={t('tab.anomalies.empty')}
            columns={[
              {
                id: 'metric',
                width: '34%',
                label: t('tab.anomalies.metric'),
                isRowHeader: true,
                cell: anomaly => (
                  <Flex direction="column" gap="1" align="start">
                    <Text weight="bold" style={{ overflowWrap: 'anywhere' }}>
                      {anomaly.metric}
                    </Text>
                    <BandBadge band={anomaly.severity} />
                    {anomaly.plannedChange && (
                      <Text variant="body-small" color="secondary">
                        {t('tab.anomalies.planned')}
                      </Text>
                    )}
                  </Flex>
                ),
              },
              {
                id: 'started',
                label: t('tab.anomalies.started'),
                cell: anomaly => (
                  <Flex direction="column" gap="0.5">
                    <Text>{formatInstant(anomaly.startedAt)}</Text>
                    <Text variant="body-small" color="secondary">
                      {anomaly.endedAt === undefined
                        ? t('tab.anomalies.ongoing')
                        : `${t('tab.anomalies.ended')} ${formatInstant(
                            anomaly.endedAt,
                          )}`}
                    </Text>
                  </Flex>
                ),
              },
              {
                id: 'observed',
                label: t('tab.anomalies.observed'),
                cell: anomaly => (
                  <Flex direction="column" gap="0.5">
                    <Text>{formatNumber(anomaly.observed)}</Text>
                    <Text variant="body-small" color="secondary">
                      {t('tab.anomalies.expected')}{' '}
                      {formatNumber(anomaly.expected)}
                    </Text>
                  </Flex>
                ),
              },
              {
                id: 'delivery',
                label: t('tab.anomalies.delivery'),
                cell: ({ delivery }) => (
                  <Text>
                    {delivery === undefined
                      ? ''
                      : t(`tab.anomalies.deliveryText.${delivery}`)}
                  </Text>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
