import type { Assessment } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatProbability } from '../../format/formatProbability';
import { groupTitle } from '../../format/groupTitle';
import { useTranslation } from '../../hooks/useTranslation';
import { ExploitedBadge } from '../common/ExploitedBadge';
import { Fact } from '../common/Fact';
import styles from './RiskDrivers.module.css';

const SHOWN = 3;

/** The three fix groups that make most of a device's risk. */
export function RiskDrivers(props: { assessment: Assessment }) {
  const { groups, anomalyLoss, loss } = props.assessment;
  const { t } = useTranslation();
  const top = [...groups]
    .sort((one, other) => other.share - one.share)
    .slice(0, SHOWN);
  return (
    <Fact label={t('deviceCard.drivers')}>
      {top.length === 0 && <Text>{t('deviceCard.noFindings')}</Text>}
      <ul className={styles.list} aria-label={t('deviceCard.drivers')}>
        {top.map(group => (
          <li key={group.key}>
            <Flex direction="column" gap="1">
              <Flex justify="between" align="start" gap="3">
                <Flex
                  align="center"
                  gap="2"
                  style={{ flexWrap: 'wrap', minWidth: 0 }}
                >
                  <Text className={styles.title}>{groupTitle(group)}</Text>
                  {group.exploited && <ExploitedBadge />}
                </Flex>
                <Text weight="bold" style={{ whiteSpace: 'nowrap' }}>
                  {t('deviceCard.share', {
                    share: formatProbability(group.share),
                  })}
                </Text>
              </Flex>
              <div className={styles.track} aria-hidden>
                <div
                  className={styles.share}
                  style={{ width: `${Math.min(1, group.share) * 100}%` }}
                />
              </div>
              <Text variant="body-small" color="secondary">
                {[
                  t('deviceCard.vulnerabilities', { count: group.cves.length }),
                  group.remediationState &&
                    t(`remediation.${group.remediationState}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Flex>
          </li>
        ))}
      </ul>
      {anomalyLoss !== undefined &&
        anomalyLoss > 0 &&
        loss !== undefined &&
        loss > 0 && (
          <Text variant="body-small">
            {t('deviceCard.anomalyShare', {
              share: formatProbability(anomalyLoss / loss),
            })}
          </Text>
        )}
    </Fact>
  );
}
