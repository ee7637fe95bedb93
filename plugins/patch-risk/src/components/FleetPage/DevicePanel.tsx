import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useDeviceFilters } from '../../hooks/useDeviceFilters';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { DeviceFilterBar } from './DeviceFilterBar';
import { DeviceTable } from './DeviceTable';
import { formatCount } from '../../format/formatCount';

const PAGE_SIZE = 25;

/** The devices that match the filters, by risk, page by page. */
export function DevicePanel() {
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const { filters, isFiltered } = useDeviceFilters();
  // Cursors of the pages up to the present one; the first page has none.
  const [cursors, setCursors] = useState<string[]>([]);
  useEffect(() => setCursors([]), [filters]);
  const cursor = cursors.at(-1);
  const load = useCallback(
    () => api.listDevices({ ...filters, cursor, limit: PAGE_SIZE }),
    [api, filters, cursor],
  );
  const devices = useLoad(load, { keepValue: true, refreshMs: 60_000 });
  const { nextCursor, totalItems } = devices.value?.pageInfo ?? {};
  const hasPages = cursors.length > 0 || nextCursor !== undefined;
  const page = formatCount(cursors.length + 1);
  return (
    <Section
      title={t('fleet.devices')}
      action={
        totalItems !== undefined && (
          <Text color="secondary" aria-live="polite">
            {t('rollUp.devices', { count: totalItems })}
          </Text>
        )
      }
    >
      <Flex direction="column" gap="4">
        {(devices.value || !devices.error) && (
          <DeviceFilterBar facets={devices.value?.facets} />
        )}
        <Loaded of={devices} lines={8}>
          {({ items }) => (
            <DeviceTable
              devices={items}
              isStale={devices.isLoading}
              empty={
                isFiltered
                  ? t('fleet.table.empty')
                  : `${t('fleet.table.none')} ${t('fleet.table.noneHint')}`
              }
            />
          )}
        </Loaded>
        {hasPages && (
          <Flex align="center" justify="end" gap="3">
            <Text color="secondary" aria-live="polite">
              {totalItems === undefined
                ? t('fleet.table.page', { page })
                : t('fleet.table.pageOf', {
                    page,
                    total: formatCount(totalItems),
                  })}
            </Text>
            <Button
              variant="secondary"
              isDisabled={cursors.length === 0}
              onPress={() => setCursors(cursors.slice(0, -1))}
            >
              {t('fleet.table.previous')}
            </Button>
            <Button
              variant="secondary"
              isDisabled={nextCursor === undefined}
              onPress={() =>
                nextCursor !== undefined && setCursors([...cursors, nextCursor])
              }
            >
              {t('fleet.table.next')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Section>
  );
}
