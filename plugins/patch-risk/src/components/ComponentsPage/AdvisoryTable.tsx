import type { OwnAdvisory } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Button, Flex, Text } from '@backstage/ui';
import { formatInstant } from '../../format/formatInstant';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { HealthState } from '../FleetPage/HealthState';

/** The organisation's own advisories, with a way to change, withdraw and publish each again. */
export function AdvisoryTable(props: {
  advisories: OwnAdvisory[];
  canWrite: boolean;
  isPending: boolean;
  onEdit(advisory: OwnAdvisory): void;
  /** Withdraws what is published, and publishes what is withdrawn. */
  onChange(advisory: OwnAdvisory): void;
}) {
  const { advisories, canWrite, isPending, onEdit, onChange } = props;
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('advisories.title')}
      items={advisories}
      empty={t('advisories.empty')}
      columns={[
        {
          id: 'advisory',
          label: t('advisories.id'),
          isRowHeader: true,
          width: '44%',
          cell: ({ id, content }) => (
            <Flex direction="column" gap="0.5">
              <Text weight="bold">{content.title}</Text>
              <Text variant="body-small" color="secondary">
                {id}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'state',
          label: t('advisories.state'),
          cell: ({ state, matchedAt }) => (
            <Flex direction="column" gap="0.5">
              <HealthState
                state={state === 'published' ? 'good' : 'unknown'}
                label={t(`advisories.states.${state}`)}
              />
              {matchedAt === undefined && (
                <Text variant="body-small" color="secondary">
                  {t('advisories.states.underway')}
                </Text>
              )}
            </Flex>
          ),
        },
        {
          id: 'changed',
          label: t('advisories.changed'),
          cell: ({ changedAt, writtenBy }) => (
            <Flex direction="column" gap="0.5">
              <Text>{formatInstant(changedAt)}</Text>
              <Text variant="body-small" color="secondary">
                {writtenBy}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'actions',
          label: '',
          isHidden: !canWrite,
          cell: advisory => (
            <Flex gap="2" justify="end" style={{ flexWrap: 'wrap' }}>
              <Button
                size="small"
                variant="secondary"
                aria-label={t('advisories.editOf', { id: advisory.id })}
                onPress={() => onEdit(advisory)}
              >
                {t('advisories.edit')}
              </Button>
              <Button
                size="small"
                variant="secondary"
                isDisabled={isPending}
                aria-label={t(
                  advisory.state === 'published'
                    ? 'advisories.withdrawOf'
                    : 'advisories.publishAgainOf',
                  { id: advisory.id },
                )}
                onPress={() => onChange(advisory)}
              >
                {t(
                  advisory.state === 'published'
                    ? 'advisories.withdraw'
                    : 'advisories.publishAgain',
                )}
              </Button>
            </Flex>
          ),
        },
      ]}
    />
  );
}
