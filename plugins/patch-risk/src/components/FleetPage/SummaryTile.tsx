import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import { RiFireFill } from '@remixicon/react';
import styles from './SummaryTiles.module.css';

/** A count that narrows the table to what it counts. */
export function SummaryTile(props: {
  label: string;
  count: number;
  note?: string;
  tone?: RiskBand | 'not_assessed' | 'exploited';
  isChosen: boolean;
  onPress(): void;
}) {
  const { label, count, note, tone, isChosen, onPress } = props;
  return (
    <button
      type="button"
      className={`${styles.tile} ${tone ? styles[tone] : ''}`}
      aria-pressed={isChosen}
      onClick={onPress}
    >
      <span className={styles.label}>
        {tone === 'exploited' && <RiFireFill size={14} aria-hidden />}
        {label}
      </span>
      <span className={styles.count}>{count}</span>
      {note !== undefined && <span className={styles.label}>{note}</span>}
    </button>
  );
}
