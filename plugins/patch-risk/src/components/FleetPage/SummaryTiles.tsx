import { useCallback } from 'react';
import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Skeleton } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useDeviceFilters } from '../../hooks/useDeviceFilters';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { SummaryTile } from './SummaryTile';
import styles from './SummaryTiles.module.css';
import { formatCount } from '../../format/formatCount';

const BANDS = ['critical', 'high', 'not_assessed', 'medium', 'low'] as const;

/** How many devices there are in each band; each tile narrows the table to its own. */
export function SummaryTiles(props: { status?: Status }) {
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const { filters, setFilters } = useDeviceFilters();
  const load = useCallback(async () => {
    const [all, exploited] = await Promise.all([
      api.listDevices({ limit: 1 }),
      api.listDevices({ limit: 1, exploited: true }),
    ]);
    const counts = new Map(
      all.facets.band.map(({ value, count }) => [value, count]),
    );
    return { counts, exploited: exploited.pageInfo.totalItems };
  }, [api]);
  const summary = useLoad(load, { refreshMs: 60_000 });
  const { status } = props;
  if (summary.error && summary.value === undefined) {
    return null;
  }
  if (summary.value === undefined || status === undefined) {
    return <Skeleton width="100%" height={88} />;
  }
  const { counts, exploited } = summary.value;
  return (
    <div
      className={styles.tiles}
      role="group"
      aria-label={t('fleet.tiles.name')}
    >
      <SummaryTile
        label={t('fleet.tiles.all')}
        count={status.deviceCount}
        note={t('fleet.tiles.assessed', {
          number: formatCount(status.assessedCount),
        })}
        isChosen={filters.band === undefined && filters.exploited === undefined}
        onPress={() => setFilters({ band: undefined, exploited: undefined })}
      />
      {exploited !== undefined && (
        <SummaryTile
          label={t('fleet.tiles.exploited')}
          tone="exploited"
          count={exploited}
          isChosen={filters.exploited === true}
          onPress={() =>
            setFilters({ exploited: filters.exploited ? undefined : true })
          }
        />
      )}
      {BANDS.map(band => (
        <SummaryTile
          key={band}
          label={t(`band.${band}`)}
          tone={band}
          count={counts.get(band) ?? 0}
          isChosen={filters.band === band}
          onPress={() =>
            setFilters({ band: filters.band === band ? undefined : band })
          }
        />
      ))}
    </div>
  );
}
