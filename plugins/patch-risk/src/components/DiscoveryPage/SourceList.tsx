import { useCallback } from 'react';
import type { DiscoverySource } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatInstant } from '../../format/formatInstant';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorText } from '../common/ErrorText';
import { HealthState } from '../FleetPage/HealthState';
import styles from '../FleetPage/HealthList.module.css';

const HEALTH = {
  never: 'unknown',
  running: 'busy',
  ok: 'good',
  failed: 'bad',
} as const;
const REFRESH_MS = 15_000;

/** The configured sources: when each was read, and a way to read it now. Shows nothing where none is configured. */
export function SourceList(props: { canRead: boolean }) {
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const sources = useLoad(
    useCallback(() => api.discovery.listSources(), [api]),
    { refreshMs: REFRESH_MS },
  );
  const { retry } = sources;
  const read = useAction(
    useCallback(
      async (id: string) => {
        await api.discovery.readSource(id);
        retry();
      },
      [api, retry],
    ),
  );
  if (!sources.value?.length) {
    return null;
  }
  const describe = ({ kind, site, lastReadAt }: DiscoverySource) =>
    [
      t(`discovery.import.kinds.${kind}`),
      site,
      lastReadAt === undefined
        ? t('fleet.feeds.never')
        : formatInstant(lastReadAt),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Flex direction="column" gap="2">
      <ul className={styles.list} aria-label={t('discovery.imports.title')}>
        {sources.value.map(source => (
          <li key={source.id} className={styles.item}>
            <Flex justify="between" align="start" gap="2">
              <Flex direction="column" gap="1">
                <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
                  <Text weight="bold">{source.id}</Text>
                  <HealthState
                    state={HEALTH[source.state]}
                    label={t(`fleet.feeds.stateText.${source.state}`)}
                  />
                </Flex>
                <Text color="secondary">{describe(source)}</Text>
                {source.error !== undefined && (
                  <ErrorText>{source.error}</ErrorText>
                )}
              </Flex>
              {props.canRead && (
                <Button
                  size="small"
                  variant="secondary"
                  iconStart={<RiRefreshLine />}
                  isDisabled={read.isPending || source.state === 'running'}
                  onPress={() => read.run(source.id)}
                  aria-label={t('fleet.feeds.refreshOf', { feed: source.id })}
                >
                  {t('fleet.feeds.refresh')}
                </Button>
              )}
            </Flex>
          </li>
        ))}
      </ul>
      {read.failure !== undefined && <ErrorText>{read.failure}</ErrorText>}
    </Flex>
  );
}
