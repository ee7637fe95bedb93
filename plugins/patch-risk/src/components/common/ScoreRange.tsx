import type { ScoreInterval } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ScoreRange.module.css';
import { formatCount } from '../../format/formatCount';
import { formatIndex } from '../../format/formatIndex';

/** The index on its scale of 0 to 100, with its interval drawn around it. */
export function ScoreRange(props: { index: number; interval?: ScoreInterval }) {
  const { index, interval } = props;
  const { t } = useTranslation();
  const clip = (value: number) => Math.min(100, Math.max(0, value));
  const low = clip(interval?.low ?? index);
  const high = clip(interval?.high ?? index);
  const shown = formatIndex(index);
  const name = interval
    ? t('score.rangeName', {
        index: shown,
        low: formatCount(low),
        high: formatCount(high),
      })
    : t('score.rangeNameWithoutInterval', { index: shown });
  return (
    <div className={styles.range} role="img" aria-label={name}>
      <div className={styles.track} />
      <div
        className={styles.interval}
        style={{ left: `${low}%`, width: `${high - low}%` }}
      />
      <div className={styles.point} style={{ left: `${clip(index)}%` }} />
    </div>
  );
}
