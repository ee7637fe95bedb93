import { Fragment, useCallback } from 'react';
import type { Anomaly } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatInstant } from '../../format/formatInstant';
import { formatNumber } from '../../format/formatNumber';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from '../common/BandBadge';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';

/** A metric's name that may break after its underscores and dots. */
const breakable = (metric: string) =>
  metric.split(/(?<=[_.])/).map((part, position) => (
    <Fragment key={`${position} ${part}`}>
      {part}
      <wbr />
    </Fragment>
  ));

/** Deviations of this device's metrics from their baselines. */
export function AnomalySection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listAnomalies({ device: entityRef, limit: 20 }),
    [api, entityRef],
  );
  const { up } = useBreakpoint();
  const isWide = up('sm');
  const anomalies = useLoad(load, { refreshMs: 30_000 });
  const amounts = ({ observed, expected }: Anomaly) =>
    `${t('tab.anomalies.observed')} ${formatNumber(observed)}, ${t(
      'tab.anomalies.expected',
    ).toLocaleLowerCase()} ${formatNumber(expected)}`;
  const deliveryOf = ({ delivery }: Anomaly) =>
    delivery !== undefined && (
      <Text variant={isWide ? undefined : 'body-small'}>
        {t(`tab.anomalies.deliveryText.${delivery}`)}
      </Text>
    );
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
                width: isWide ? '34%' : '50%',
                label: t('tab.anomalies.metric'),
                isRowHeader: true,
                cell: anomaly => (
                  <Flex direction="column" gap="1" align="start">
                    <Text weight="bold">{breakable(anomaly.metric)}</Text>
                    <BandBadge band={anomaly.severity} />
                    {anomaly.plannedChange && (
                      <Text variant="body-small" color="secondary">
                        {t('tab.anomalies.planned')}
                      </Text>
                    )}
                    {!isWide && (
                      <>
                        <Text variant="body-small">{amounts(anomaly)}</Text>
                        {deliveryOf(anomaly)}
                      </>
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
                isHidden: !isWide,
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
                isHidden: !isWide,
                label: t('tab.anomalies.delivery'),
                cell: deliveryOf,
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
