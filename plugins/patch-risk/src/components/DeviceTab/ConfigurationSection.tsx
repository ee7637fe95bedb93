import { useCallback } from 'react';
import type { DeviceConfiguration } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Flex, Text, useBreakpoint } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { formatInstant } from '../../format/formatInstant';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { ConfigurationDifferenceView } from './ConfigurationDifferenceView';
import { ReasonDialog } from './ReasonDialog';

const SHOWN = 10;

function SnapshotTable(props: {
  configuration: DeviceConfiguration;
  onApprove(snapshotId: string, reason: string): Promise<unknown>;
}) {
  const { configuration, onApprove } = props;
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isWide = up('sm');
  return (
    <DataTable
      label={t('configuration.snapshots')}
      items={configuration.snapshots.slice(0, SHOWN)}
      columns={[
        {
          id: 'takenAt',
          label: t('configuration.takenAt'),
          isRowHeader: true,
          cell: snapshot => (
            <Flex direction="column" gap="0.5">
              <Text weight={snapshot.isBaseline ? 'bold' : undefined}>
                {formatInstant(snapshot.takenAt)}
                {snapshot.isBaseline && `, ${t('configuration.isBaseline')}`}
              </Text>
              <Text variant="body-small" color="secondary">
                {t(`configuration.from.${snapshot.source}`, {
                  sender: snapshot.sender,
                })}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'lastSeenAt',
          label: t('configuration.lastSeenAt'),
          isHidden: !isWide,
          cell: ({ lastSeenAt }) => <Text>{formatInstant(lastSeenAt)}</Text>,
        },
        {
          id: 'lines',
          label: t('configuration.lines'),
          isNumber: true,
          isHidden: !isWide,
          cell: ({ lineCount }) => <Text>{formatCount(lineCount)}</Text>,
        },
        {
          id: 'masked',
          label: t('configuration.masked'),
          isNumber: true,
          isHidden: !isWide,
          cell: ({ maskedCount }) => <Text>{formatCount(maskedCount)}</Text>,
        },
        {
          id: 'approve',
          label: t('configuration.approve'),
          isHidden: !configuration.canApprove,
          cell: snapshot =>
            !snapshot.isBaseline && (
              <ReasonDialog
                label={t('configuration.approve')}
                title={t('configuration.approveTitle')}
                text={t('configuration.approveText')}
                onConfirm={reason => onApprove(snapshot.id, reason)}
              />
            ),
        },
      ]}
    />
  );
}

function ConfigurationState(props: { configuration: DeviceConfiguration }) {
  const { baseline, drift } = props.configuration;
  const { t } = useTranslation();
  if (baseline === undefined) {
    return <Text color="secondary">{t('configuration.noBaseline')}</Text>;
  }
  return (
    <Flex direction="column" gap="3">
      {drift === undefined ? (
        <Text>{t('configuration.asApproved')}</Text>
      ) : (
        <Alert
          status={drift.change === 'outside' ? 'warning' : 'info'}
          icon
          title={t(`configuration.drift.${drift.change}`)}
          description={`${t('configuration.driftFacts', {
            added: formatCount(drift.added),
            removed: formatCount(drift.removed),
            since: formatInstant(drift.since),
          })}. ${drift.evidence}`}
        />
      )}
      <Text variant="body-small" color="secondary">
        {t('configuration.baseline')}{' '}
        {t('configuration.baselineOf', {
          who: baseline.approvedBy,
          at: formatInstant(baseline.approvedAt),
          reason: baseline.reason,
        })}
      </Text>
    </Flex>
  );
}

/** The configuration of a device, its approved baseline, and how the newest one differs from it. */
export function ConfigurationSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.states.getConfiguration(entityRef),
    [api, entityRef],
  );
  const configuration = useLoad(load);
  const { retry } = configuration;
  const approve = useCallback(
    async (snapshotId: string, reason: string) => {
      await api.states.approveConfiguration(entityRef, { snapshotId, reason });
      retry();
    },
    [api, entityRef, retry],
  );
  const undo = useCallback(
    async (reason: string) => {
      await api.states.undoConfigurationApproval(entityRef, { reason });
      retry();
    },
    [api, entityRef, retry],
  );
  return (
    <Section title={t('configuration.title')}>
      <Loaded of={configuration}>
        {value =>
          value.snapshots.length === 0 ? (
            <Text color="secondary">{t('configuration.empty')}</Text>
          ) : (
            <Flex direction="column" gap="4">
              <ConfigurationState configuration={value} />
              {value.canApprove && value.baseline !== undefined && (
                <Flex>
                  <ReasonDialog
                    label={t('configuration.undo')}
                    title={t('configuration.undoTitle')}
                    text={t('configuration.undoText')}
                    onConfirm={undo}
                  />
                </Flex>
              )}
              {value.baseline !== undefined && value.drift !== undefined && (
                <ConfigurationDifferenceView
                  entityRef={entityRef}
                  from={value.baseline.snapshotId}
                  to={value.drift.snapshotId}
                />
              )}
              <SnapshotTable configuration={value} onApprove={approve} />
            </Flex>
          )
        }
      </Loaded>
    </Section>
  );
}
