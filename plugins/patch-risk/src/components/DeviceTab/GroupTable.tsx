import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { formatNumber } from '../../format/formatNumber';
import { formatProbability } from '../../format/formatProbability';
import { groupTitle } from '../../format/groupTitle';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { ExploitedBadge } from '../common/ExploitedBadge';

/** Fix groups with their exact shares of the device's risk. */
export function GroupTable(props: { groups: AssessmentGroup[] }) {
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isWide = up('md');
  return (
    <DataTable
      label={t('tab.groups.title')}
      items={props.groups.map(group => ({ id: group.key, group }))}
      columns={[
        {
          id: 'group',
          label: t('tab.groups.group'),
          isRowHeader: true,
          width: isWide ? '30%' : '72%',
          cell: ({ group }) => (
            <Flex direction="column" gap="1" align="start">
              <Text>{groupTitle(group)}</Text>
              <Text variant="body-small" color="secondary">
                {group.cves.length <= 3
                  ? group.cves.join(', ')
                  : t('deviceCard.vulnerabilities', {
                      count: group.cves.length,
                    })}
              </Text>
              {group.exploited && <ExploitedBadge />}
              {!isWide && <Text>{t(`decision.${group.decision}`)}</Text>}
            </Flex>
          ),
        },
        {
          id: 'share',
          label: t('tab.groups.share'),
          isNumber: true,
          cell: ({ group }) => (
            <Text weight="bold">{formatProbability(group.share)}</Text>
          ),
        },
        {
          id: 'wait',
          label: t('tab.groups.chanceWait'),
          isNumber: true,
          isHidden: !isWide,
          cell: ({ group }) => (
            <Text>{formatProbability(group.wait.hitProbability)}</Text>
          ),
        },
        {
          id: 'plan',
          label: t('tab.groups.chancePlan'),
          isNumber: true,
          isHidden: !isWide,
          cell: ({ group }) => (
            <Text>{formatProbability(group.plan.hitProbability)}</Text>
          ),
        },
        {
          id: 'drop',
          label: t('tab.groups.drop'),
          isNumber: true,
          isHidden: !isWide,
          cell: ({ group }) => <Text>{formatNumber(group.dropIfFixed)}</Text>,
        },
        {
          id: 'decision',
          label: t('tab.groups.decision'),
          isHidden: !isWide,
          cell: ({ group }) => <Text>{t(`decision.${group.decision}`)}</Text>,
        },
      ]}
    />
  );
}
