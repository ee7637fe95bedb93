import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DiscoveryDecisionRequest } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Flex,
  SearchField,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatCount } from '../../format/formatCount';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { DecisionNotice } from './DecisionNotice';
import { FoundDeviceTable } from './FoundDeviceTable';
import { useDecision } from './useDecision';

const PAGE_SIZE = 25;
const TYPING_PAUSE_MS = 300;
const STATES = ['unmanaged', 'managed', 'dismissed', 'conflict'] as const;

/** Found devices by what a person decided about them, page by page. */
export function FoundDevicesSection(props: {
  /** Another number loads the devices again. */
  revision: number;
  canDecide: boolean;
  onChanged(): void;
}) {
  const { revision, canDecide, onChanged } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const [state, setState] = useState<(typeof STATES)[number]>('unmanaged');
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [cursors, setCursors] = useState<string[]>([]);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    setCursors([]);
    setSelected(new Set());
  }, [state, query]);
  const cursor = cursors.at(-1);
  const load = useCallback(
    () =>
      api.discovery.listDevices({
        state,
        query: query || undefined,
        cursor,
        limit: PAGE_SIZE,
      }),
    // A change elsewhere on the page counts as another question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, state, query, cursor, revision],
  );
  const devices = useLoad(load, { keepValue: true });
  const changed = useCallback(() => {
    setSelected(new Set());
    onChanged();
  }, [onChanged]);
  const decision = useDecision(changed);
  const shown = useMemo(
    () => new Set(devices.value?.items.map(({ key }) => key)),
    [devices.value],
  );
  const chosen = [...selected].filter(key => shown.has(key));
  const decide = (kind: DiscoveryDecisionRequest['kind']) =>
    decision.decide.run({ kind, devices: chosen });
  const { nextCursor } = devices.value?.pageInfo ?? {};
  return (
    <Section
      title={t('discovery.devices.title')}
      action={
        devices.value && (
          <Text color="secondary" aria-live="polite">
            {t('rollUp.devices', { count: devices.value.total })}
          </Text>
        )
      }
    >
      <Flex direction="column" gap="4">
        <Flex align="end" gap="3" style={{ flexWrap: 'wrap' }}>
          <ToggleButtonGroup
            aria-label={t('discovery.devices.stateName')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[state]}
            onSelectionChange={keys =>
              setState(STATES.find(known => keys.has(known)) ?? 'unmanaged')
            }
          >
            {STATES.map(known => (
              <ToggleButton key={known} id={known}>
                {t(`discovery.devices.states.${known}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <SearchField
            style={{ flex: '1 1 220px' }}
            aria-label={t('discovery.devices.search')}
            placeholder={t('discovery.devices.placeholder')}
            value={typed}
            onChange={setTyped}
          />
        </Flex>
        {canDecide && (
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <Text color="secondary" aria-live="polite">
              {chosen.length === 0
                ? t('discovery.devices.chooseHint')
                : t('discovery.devices.chosen', { count: chosen.length })}
            </Text>
            {state !== 'managed' && (
              <Button
                size="small"
                variant="primary"
                isDisabled={chosen.length === 0}
                isPending={decision.decide.isPending}
                onPress={() => decide('adopt')}
              >
                {t('discovery.devices.adopt')}
              </Button>
            )}
            {state !== 'dismissed' && (
              <Button
                size="small"
                variant="secondary"
                isDisabled={chosen.length === 0}
                onPress={() => decide('dismiss')}
              >
                {t('discovery.devices.dismiss')}
              </Button>
            )}
            {chosen.length === 2 && (
              <>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => decide('same')}
                >
                  {t('discovery.devices.same')}
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => decide('different')}
                >
                  {t('discovery.devices.different')}
                </Button>
              </>
            )}
          </Flex>
        )}
        <DecisionNotice decision={decision} />
        <Loaded of={devices} lines={6}>
          {({ items }) => (
            <FoundDeviceTable
              devices={items}
              isStale={devices.isLoading}
              empty={
                query
                  ? t('discovery.devices.noMatch')
                  : t(`discovery.devices.empty.${state}`)
              }
              {...(canDecide && { selected, onSelect: setSelected })}
            />
          )}
        </Loaded>
        {(cursors.length > 0 || nextCursor !== undefined) && (
          <Flex align="center" justify="end" gap="3">
            <Text color="secondary" aria-live="polite">
              {t('fleet.table.page', { page: formatCount(cursors.length + 1) })}
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
