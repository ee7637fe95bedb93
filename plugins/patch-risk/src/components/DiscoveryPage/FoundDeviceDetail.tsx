import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Badge, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { formatInstant } from '../../format/formatInstant';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { FactList } from '../common/FactList';
import { Loaded } from '../common/Loaded';

/** Conflicts, claims, services and history of a found device. */
export function FoundDeviceDetail(props: { deviceKey: string }) {
  const { deviceKey } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const device = useLoad(
    useCallback(() => api.discovery.getDevice(deviceKey), [api, deviceKey]),
  );
  return (
    <Loaded of={device} lines={6}>
      {value => (
        <Flex direction="column" gap="4">
          {value.conflicts.map(({ text }) => (
            <Alert
              key={text}
              status="warning"
              icon
              title={t('discovery.detail.conflicts')}
              description={text}
            />
          ))}
          <FactList
            facts={[
              [
                t('discovery.detail.basis'),
                t(`discovery.detail.bases.${value.basis}`),
              ],
              [t('discovery.detail.key'), value.key],
              [t('discovery.detail.firstSeen'), formatInstant(value.firstSeen)],
              [t('discovery.detail.lastSeen'), formatInstant(value.lastSeen)],
              [
                t('discovery.detail.services'),
                value.services
                  .map(({ port, protocol, name, product, version }) =>
                    [`${port}/${protocol}`, name, product, version]
                      .filter(Boolean)
                      .join(' '),
                  )
                  .join(', '),
              ],
              [
                t('discovery.detail.components'),
                value.componentCount > 0
                  ? formatCount(value.componentCount)
                  : undefined,
              ],
            ]}
          />
          <DataTable
            label={t('discovery.detail.claims')}
            items={value.fields.flatMap(({ field, claims }) =>
              claims.map((claim, position) => ({
                ...claim,
                field,
                id: `${field} ${position}`,
              })),
            )}
            columns={[
              {
                id: 'field',
                label: t('discovery.detail.field'),
                isRowHeader: true,
                width: '20%',
                cell: ({ field }) => <Text>{field}</Text>,
              },
              {
                id: 'value',
                label: t('discovery.detail.value'),
                cell: claim => (
                  <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
                    <Text weight={claim.used ? 'bold' : 'regular'}>
                      {claim.value}
                    </Text>
                    {claim.used && <Badge>{t('discovery.detail.used')}</Badge>}
                    {claim.superseded && (
                      <Badge>{t('discovery.detail.superseded')}</Badge>
                    )}
                  </Flex>
                ),
              },
              {
                id: 'source',
                label: t('discovery.detail.source'),
                cell: ({ source, record, lastSeen }) => (
                  <Flex direction="column" gap="0.5">
                    <Text>{source}</Text>
                    <Text variant="body-small" color="secondary">
                      {record}, {formatInstant(lastSeen)}
                    </Text>
                  </Flex>
                ),
              },
            ]}
          />
          <DataTable
            label={t('discovery.detail.history')}
            items={value.history.map((change, position) => ({
              ...change,
              id: `${position}`,
            }))}
            empty={t('discovery.detail.noHistory')}
            columns={[
              {
                id: 'text',
                label: t('discovery.detail.history'),
                isRowHeader: true,
                width: '70%',
                cell: ({ text }) => <Text>{text}</Text>,
              },
              {
                id: 'at',
                label: t('discovery.imports.when'),
                cell: ({ at }) => (
                  <Text color="secondary">{formatInstant(at)}</Text>
                ),
              },
            ]}
          />
        </Flex>
      )}
    </Loaded>
  );
}
