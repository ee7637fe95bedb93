import { useCallback } from 'react';
import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Badge, Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { formatAge } from '../../format/formatAge';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorText } from '../common/ErrorText';
import { HealthState } from './HealthState';
import styles from './HealthList.module.css';
import { QuarantineDialog } from './QuarantineDialog';

const HEALTH = {
  never: 'unknown',
  running: 'busy',
  ok: 'good',
  failed: 'bad',
} as const;

/** One feed: when it last succeeded, what it read, and what it refused. */
export function FeedItem(props: {
  feed: FeedStatus;
  /** The product's clock. */
  now: string;
  canRefresh: boolean;
  onRefreshed(): void;
}) {
  const { feed, now, canRefresh, onRefreshed } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const refresh = useAction(
    useCallback(async () => {
      await api.refreshFeed(feed.id);
      onRefreshed();
    }, [api, feed.id, onRefreshed]),
  );
  const number = (value: number) => value.toLocaleString();
  return (
    <Flex direction="column" gap="1">
      <Flex justify="between" align="start" gap="2">
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <Text weight="bold">{feed.title}</Text>
          {feed.demo && (
            <Badge>
              {feed.snapshotDate === undefined
                ? t('fleet.feeds.demoUndated')
                : t('fleet.feeds.demo', {
                    date: formatDate(feed.snapshotDate),
                  })}
            </Badge>
          )}
          {feed.stale && !feed.demo && <Badge>{t('fleet.feeds.stale')}</Badge>}
        </Flex>
        {canRefresh && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine />}
            isPending={refresh.isPending || feed.state === 'running'}
            onPress={() => refresh.run()}
            aria-label={t('fleet.feeds.refreshOf', { feed: feed.title })}
          >
            {t('fleet.feeds.refresh')}
          </Button>
        )}
      </Flex>
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <HealthState
          state={HEALTH[feed.state]}
          label={t(`fleet.feeds.stateText.${feed.state}`)}
        />
        <Text
          color="secondary"
          title={feed.lastSuccessAt && formatInstant(feed.lastSuccessAt)}
        >
          {t('fleet.feeds.lastSuccess')}:{' '}
          {feed.lastSuccessAt === undefined
            ? t('fleet.feeds.never')
            : formatAge(feed.lastSuccessAt, now)}
        </Text>
        <Text color="secondary">
          {t('fleet.feeds.records')}: {number(feed.read ?? 0)} /{' '}
          {number(feed.accepted)} / {number(feed.refused)}
        </Text>
        {feed.refused > 0 && <QuarantineDialog feed={feed} />}
      </Flex>
      <Text variant="body-small" color="secondary" className={styles.location}>
        {feed.location}
      </Text>
      {(refresh.failure ?? feed.error) !== undefined && (
        <ErrorText>{refresh.failure ?? feed.error}</ErrorText>
      )}
    </Flex>
  );
}
