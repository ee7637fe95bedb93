import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './BandBadge.module.css';

/** Names the risk band, or says that there is no assessment; never colour alone. */
export function BandBadge(props: { band?: RiskBand }) {
  const { t } = useTranslation();
  const band = props.band ?? 'not_assessed';
  return (
    <span className={`${styles.badge} ${styles[band]}`}>
      {t(`band.${band}`)}
    </span>
  );
}
