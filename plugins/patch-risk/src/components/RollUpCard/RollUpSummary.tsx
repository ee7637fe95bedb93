import type { RollUp } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatIndex } from '../../format/formatIndex';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from '../common/BandBadge';
import { EntityLink } from '../common/EntityLink';
import { ExploitedBadge } from '../common/ExploitedBadge';
import { Fact } from '../common/Fact';
import { BandBar } from './BandBar';
import styles from './RollUpSummary.module.css';

/** Figures over the assessed devices; the others are counted apart. */
export function RollUpSummary(props: { rollUp: RollUp }) {
  const { rollUp } = props;
  const { t } = useTranslation();
  if (rollUp.deviceCount === 0) {
    return <Text color="secondary">{t('rollUp.none')}</Text>;
  }
  const tasks = [
    rollUp.openTaskCount !== undefined &&
      t('rollUp.tasks', { count: rollUp.openTaskCount }),
    rollUp.overdueTaskCount !== undefined &&
      rollUp.overdueTaskCount > 0 &&
      t('rollUp.overdue', { count: rollUp.overdueTaskCount }),
  ].filter(Boolean);
  return (
    <Flex direction="column" gap="4">
      <div className={styles.figures}>
        {rollUp.index !== undefined && (
          <Fact label={t('rollUp.index')}>
            <Text className={styles.figure}>{formatIndex(rollUp.index)}</Text>
          </Fact>
        )}
        {rollUp.probability !== undefined && (
          <Fact label={t('rollUp.chance')} note={t('score.chanceNote')}>
            <Text className={styles.figure}>
              {formatProbability(rollUp.probability)}
            </Text>
          </Fact>
        )}
      </div>
      {rollUp.assessedCount === 0 && <Text>{t('rollUp.noneAssessed')}</Text>}
      <Flex direction="column" gap="2">
        <Text variant="body-small" color="secondary">
          {[t('rollUp.devices', { count: rollUp.deviceCount }), ...tasks].join(
            ' · ',
          )}
        </Text>
        <BandBar rollUp={rollUp} />
        {rollUp.notAssessedCount > 0 && (
          <Text variant="body-small">
            {t('rollUp.notAssessed', { count: rollUp.notAssessedCount })}
          </Text>
        )}
      </Flex>
      {rollUp.top.length > 0 && (
        <Fact label={t('rollUp.top')}>
          <ul className={styles.list} aria-label={t('rollUp.top')}>
            {rollUp.top.map(device => (
              <li key={device.entityRef}>
                <Flex justify="between" align="center" gap="2">
                  <Flex
                    align="center"
                    gap="2"
                    style={{ flexWrap: 'wrap', minWidth: 0 }}
                  >
                    <EntityLink
                      entityRef={device.entityRef}
                      title={device.title}
                    />
                    {device.exploitedCount > 0 && <ExploitedBadge />}
                  </Flex>
                  <Flex align="center" gap="2">
                    {device.index !== undefined && (
                      <Text weight="bold">{formatIndex(device.index)}</Text>
                    )}
                    <BandBadge
                      band={
                        device.state === 'assessed' ? device.band : undefined
                      }
                    />
                  </Flex>
                </Flex>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </Flex>
  );
}
