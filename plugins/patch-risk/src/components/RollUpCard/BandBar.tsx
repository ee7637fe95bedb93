import type { RollUp } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { BandBadge } from '../common/BandBadge';
import styles from './BandBar.module.css';
import { formatCount } from '../../format/formatCount';

const BANDS = ['critical', 'high', 'medium', 'low'] as const;

/** How many devices lie in each band, drawn to scale, with the counts in words. */
export function BandBar(props: { rollUp: RollUp }) {
  const { bands, notAssessedCount } = props.rollUp;
  const { t } = useTranslation();
  const parts = [
    ...BANDS.map(band => ({ band, count: bands[band] })),
    { band: 'not_assessed' as const, count: notAssessedCount },
  ].filter(part => part.count > 0);
  return (
    <Flex direction="column" gap="2">
      <div
        className={styles.bar}
        role="img"
        aria-label={t('rollUp.bandsName', {
          critical: formatCount(bands.critical),
          high: formatCount(bands.high),
          medium: formatCount(bands.medium),
          low: formatCount(bands.low),
          notAssessed: formatCount(notAssessedCount),
        })}
      >
        {parts.map(part => (
          <div
            key={part.band}
            className={`${styles.part} ${styles[part.band]}`}
            style={{ flexGrow: part.count }}
          />
        ))}
      </div>
      <ul className={styles.counts} aria-hidden>
        {parts.map(part => (
          <li key={part.band}>
            <Flex align="center" gap="1">
              <Text weight="bold">{part.count}</Text>
              <BandBadge
                band={part.band === 'not_assessed' ? undefined : part.band}
              />
            </Flex>
          </li>
        ))}
      </ul>
    </Flex>
  );
}
