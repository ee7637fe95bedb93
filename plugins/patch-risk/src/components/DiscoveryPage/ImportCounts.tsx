import type { DiscoveryCounts } from '@patch-risk/backstage-plugin-patch-risk-common';
import { formatCount } from '../../format/formatCount';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ImportOutcome.module.css';

const COUNTS = [
  'added',
  'changed',
  'merged',
  'split',
  'unchanged',
  'problems',
] as const;

/** Devices by what an import does to them. */
export function ImportCounts(props: { counts: DiscoveryCounts }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.counts}>
      {COUNTS.map(name => (
        <div key={name} className={styles.count}>
          <dt>{t(`discovery.import.counts.${name}`)}</dt>
          <dd>{formatCount(props.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
