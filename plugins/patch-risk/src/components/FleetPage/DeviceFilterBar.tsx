import { useEffect, useState } from 'react';
import type { ListDevices200ResponseFacets } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Button, Checkbox, SearchField } from '@backstage/ui';
import { useDeviceFilters } from '../../hooks/useDeviceFilters';
import { useEntityTitles } from '../../hooks/useEntityTitles';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './DeviceFilterBar.module.css';
import { FacetSelect } from './FacetSelect';

const TYPING_PAUSE_MS = 300;
const asIs = (value: string) => value;

/** Narrows the table of devices. */
export function DeviceFilterBar(props: {
  facets?: ListDevices200ResponseFacets;
}) {
  const { facets } = props;
  const { t } = useTranslation();
  const { filters, setFilters, clearFilters, isFiltered } = useDeviceFilters();
  const titleOf = useEntityTitles(
    [...(facets?.site ?? []), ...(facets?.owner ?? [])].map(
      ({ value }) => value,
    ),
  );
  const [typed, setTyped] = useState(filters.text ?? '');
  useEffect(() => setTyped(filters.text ?? ''), [filters.text]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== (filters.text ?? '')) {
        setFilters({ text: typed });
      }
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, filters.text, setFilters]);
  return (
    <div
      className={styles.bar}
      role="search"
      aria-label={t('fleet.filters.name')}
    >
      <SearchField
        className={styles.text}
        label={t('fleet.filters.text')}
        placeholder={t('fleet.filters.placeholder')}
        value={typed}
        onChange={setTyped}
      />
      <FacetSelect
        label={t('fleet.filters.site')}
        values={facets?.site}
        chosen={filters.site}
        nameOf={titleOf}
        onChange={site => setFilters({ site })}
      />
      <FacetSelect
        label={t('fleet.filters.zone')}
        values={facets?.zone}
        chosen={filters.zone}
        nameOf={asIs}
        onChange={zone => setFilters({ zone })}
      />
      <FacetSelect
        label={t('fleet.filters.owner')}
        values={facets?.owner}
        chosen={filters.owner}
        nameOf={titleOf}
        onChange={owner => setFilters({ owner })}
      />
      <FacetSelect
        label={t('fleet.filters.vendor')}
        values={facets?.vendor}
        chosen={filters.vendor}
        nameOf={asIs}
        onChange={vendor => setFilters({ vendor })}
      />
      <div className={styles.end}>
        <Checkbox
          isSelected={filters.exploited ?? false}
          onChange={exploited => setFilters({ exploited })}
        >
          {t('fleet.filters.exploited')}
        </Checkbox>
        <Button
          variant="tertiary"
          isDisabled={!isFiltered}
          onPress={clearFilters}
        >
          {t('fleet.filters.clear')}
        </Button>
      </div>
    </div>
  );
}
