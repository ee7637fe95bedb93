import { useCallback } from 'react';
import type { DeviceReach } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatDate } from '../../format/formatDate';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { FactList } from '../common/FactList';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { ReachFlowTable } from './ReachFlowTable';
import { ReachPathTable } from './ReachPathTable';

const ORDER = ['isolated', 'internal', 'dmz', 'internet'];

function ReachFacts(props: { reach: DeviceReach }) {
  const { reach } = props;
  const { declaredExposure, derivedExposure } = reach;
  const { t } = useTranslation();
  const isRaised =
    declaredExposure !== undefined &&
    derivedExposure !== undefined &&
    ORDER.indexOf(derivedExposure) > ORDER.indexOf(declaredExposure);
  return (
    <Flex direction="column" gap="4">
      {isRaised && (
        <Alert status="warning" icon title={t('reach.contradiction')} />
      )}
      <FactList
        facts={[
          [t('reach.zone'), reach.zone],
          [
            t('reach.declared'),
            declaredExposure === undefined
              ? t('reach.notDeclared')
              : t(`tab.inventory.exposureText.${declaredExposure}`),
          ],
          [
            t('reach.derived'),
            derivedExposure === undefined
              ? t('reach.nothingDerived')
              : t(`tab.inventory.exposureText.${derivedExposure}`),
          ],
        ]}
      />
      {reach.evidence.length > 0 && (
        <DataTable
          label={t('reach.evidence')}
          items={reach.evidence.map((evidence, position) => ({
            ...evidence,
            id: String(position),
          }))}
          columns={[
            {
              id: 'kind',
              label: t('reach.evidence'),
              isRowHeader: true,
              cell: ({ kind, text, rule, seenOn }) => (
                <Flex direction="column" gap="0.5">
                  <Text>
                    {t(`reach.evidenceKind.${kind}`)}: {text}
                  </Text>
                  {rule !== undefined && (
                    <Text variant="body-small" color="secondary">
                      {rule}
                    </Text>
                  )}
                  {seenOn !== undefined && (
                    <Text variant="body-small" color="secondary">
                      {t('reach.seenOn', { date: formatDate(seenOn) })}
                    </Text>
                  )}
                </Flex>
              ),
            },
            {
              id: 'exposure',
              label: t('reach.derived'),
              width: '28%',
              cell: ({ exposure }) => (
                <Text>{t(`tab.inventory.exposureText.${exposure}`)}</Text>
              ),
            },
          ]}
        />
      )}
      <ReachFlowTable flows={reach.flows} />
      {reach.paths.length > 0 && <ReachPathTable paths={reach.paths} />}
    </Flex>
  );
}

/** How the network reaches the device: what is declared, what was seen, and what shows it. */
export function ReachSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.states.getReach(entityRef),
    [api, entityRef],
  );
  const reach = useLoad(load);
  return (
    <Section title={t('reach.title')}>
      <Loaded of={reach}>
        {value =>
          value.evaluatedAt === undefined && value.flows.length === 0 ? (
            <Text color="secondary">{t('reach.empty')}</Text>
          ) : (
            <ReachFacts reach={value} />
          )
        }
      </Loaded>
    </Section>
  );
}
