import type {
  RiskBand,
  ScoreInterval,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from './BandBadge';
import { ExploitedBadge } from './ExploitedBadge';
import { Fact } from './Fact';
import { ScoreRange } from './ScoreRange';
import styles from './ScoreSummary.module.css';
import { formatCount } from '../../format/formatCount';
import { formatIndex } from '../../format/formatIndex';

/** Index, band and interval of a device, with the plain chance beside them. */
export function ScoreSummary(props: {
  index: number;
  interval?: ScoreInterval;
  band?: RiskBand;
  probability?: number;
  planIndex?: number;
  isExploited: boolean;
}) {
  const { index, interval, band, probability, planIndex, isExploited } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.summary}>
      <Flex direction="column" gap="2">
        <Fact label={t('score.label')}>
          <Flex align="end" gap="2" style={{ flexWrap: 'wrap' }}>
            <Text className={styles.index}>{formatIndex(index)}</Text>
            <Text color="secondary">{t('score.outOf')}</Text>
            <BandBadge band={band} />
            {isExploited && <ExploitedBadge />}
          </Flex>
        </Fact>
        <ScoreRange index={index} interval={interval} />
        {interval && (
          <Text variant="body-small" title={t('score.intervalNote')}>
            {t('score.likely', {
              low: formatCount(interval.low),
              high: formatCount(interval.high),
            })}
          </Text>
        )}
      </Flex>
      <div className={styles.figures}>
        {probability !== undefined && (
          <Fact label={t('score.chance')} note={t('score.chanceNote')}>
            <Text className={styles.figure}>
              {formatProbability(probability)}
            </Text>
          </Fact>
        )}
        {planIndex !== undefined && (
          <Fact label={t('score.underPlan')} note={t('score.underPlanNote')}>
            <Text className={styles.figure}>{formatIndex(planIndex)}</Text>
          </Fact>
        )}
      </div>
    </div>
  );
}
