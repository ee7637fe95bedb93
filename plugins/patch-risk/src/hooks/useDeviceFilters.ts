import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ListDevices } from '@patch-risk/backstage-plugin-patch-risk-common';

const TEXT_FILTERS = ['text', 'site', 'zone', 'owner', 'vendor'] as const;
const BANDS = ['critical', 'high', 'medium', 'low', 'not_assessed'] as const;

type DeviceFilters = Pick<
  ListDevices['query'],
  (typeof TEXT_FILTERS)[number] | 'band' | 'exploited'
>;

/** The filters of the fleet page, kept in the address so that they can be shared. */
export function useDeviceFilters() {
  const [parameters, setParameters] = useSearchParams();

  const filters = useMemo(() => {
    const read: DeviceFilters = {};
    for (const name of TEXT_FILTERS) {
      const value = parameters.get(name);
      if (value) {
        read[name] = value;
      }
    }
    const band = BANDS.find(known => known === parameters.get('band'));
    if (band) {
      read.band = band;
    }
    if (parameters.get('exploited') === 'true') {
      read.exploited = true;
    }
    return read;
  }, [parameters]);

  const setFilters = useCallback(
    (change: DeviceFilters) =>
      setParameters(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(change)) {
            if (value === undefined || value === '' || value === false) {
              next.delete(name);
            } else {
              next.set(name, String(value));
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );

  const clearFilters = useCallback(
    () =>
      setFilters({
        text: undefined,
        site: undefined,
        zone: undefined,
        owner: undefined,
        vendor: undefined,
        band: undefined,
        exploited: undefined,
      }),
    [setFilters],
  );

  return {
    filters,
    setFilters,
    clearFilters,
    isFiltered: Object.keys(filters).length > 0,
  };
}
