import { useCallback } from 'react';
import type { HygieneFinding } from '@patch-risk/backstage-plugin-patch-risk-common';
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

/** Conditions of a device that are no vulnerability, gravest first. */
export function HygieneSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isWide = up('md');
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listHygiene({ device: entityRef, limit: 100 }),
    [api, entityRef],
  );
  const hygiene = useLoad(load);
  const assumed = (text: string, isAssumed: boolean) =>
    isAssumed ? `${text} (${t('hygiene.assumed')})` : text;
  const grounds = (finding: HygieneFinding) => (
    <Text variant={isWide ? undefined : 'body-small'}>
      {assumed(
        t('hygiene.reach', { reach: t(`hygiene.reachText.${finding.reach}`) }),
        finding.reachAssumed,
      )}
      {', '}
      {assumed(
        t('hygiene.impact', { impact: formatNumber(finding.impact) }),
        finding.impactAssumed,
      )}
    </Text>
  );
  const seen = (finding: HygieneFinding) => (
    <Text variant="body-small" color="secondary">
      {t('hygiene.since', { at: formatInstant(finding.firstSeenAt) })}{' '}
      {t('hygiene.source', { source: finding.source })}
    </Text>
  );
  return (
    <Section title={t('hygiene.title')}>
      <Flex direction="column" gap="3">
        <Text color="secondary">{t('hygiene.intro')}</Text>
        <Loaded of={hygiene}>
          {({ items }) => (
            <DataTable
              label={t('hygiene.title')}
              items={items}
              empty={t('hygiene.empty')}
              columns={[
                {
                  id: 'condition',
                  label: t('hygiene.condition'),
                  isRowHeader: true,
                  width: isWide ? '40%' : '100%',
                  cell: finding => (
                    <Flex direction="column" gap="1" align="start">
                      <Text weight="bold">
                        {t(`hygiene.kind.${finding.kind}`)}
                      </Text>
                      <Text>{finding.title}</Text>
                      {finding.facts.length > 0 && (
                        <Text variant="body-small" color="secondary">
                          {finding.facts
                            .map(({ name, value }) => `${name} ${value}`)
                            .join(', ')}
                        </Text>
                      )}
                      {!isWide && (
                        <>
                          <BandBadge band={finding.severity} />
                          {grounds(finding)}
                          {seen(finding)}
                        </>
                      )}
                    </Flex>
                  ),
                },
                {
                  id: 'severity',
                  label: t('hygiene.severity'),
                  isHidden: !isWide,
                  cell: finding => <BandBadge band={finding.severity} />,
                },
                {
                  id: 'grounds',
                  label: t('hygiene.grounds'),
                  isHidden: !isWide,
                  cell: grounds,
                },
                {
                  id: 'seen',
                  label: t('hygiene.seen'),
                  isHidden: !isWide,
                  cell: seen,
                },
              ]}
            />
          )}
        </Loaded>
      </Flex>
    </Section>
  );
}
