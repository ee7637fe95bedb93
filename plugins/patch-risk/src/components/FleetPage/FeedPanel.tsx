import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { patchRiskOperationsManagePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { FeedItem } from './FeedItem';
import styles from './HealthList.module.css';

/** Health of each feed. */
export function FeedPanel(props: {
  status: { value?: Status; error?: Error; retry(): void };
}) {
  const { status } = props;
  const { t } = useTranslation();
  const { allowed } = usePermission({
    permission: patchRiskOperationsManagePermission,
  });
  return (
    <Section title={t('fleet.feeds.title')}>
      <Loaded of={status}>
        {({ feeds, now }) =>
          feeds.length === 0 ? (
            <Text color="secondary">{t('fleet.feeds.empty')}</Text>
          ) : (
            <ul className={styles.list} aria-label={t('fleet.feeds.title')}>
              {feeds.map(feed => (
                <li key={feed.id} className={styles.item}>
                  <FeedItem
                    feed={feed}
                    now={now}
                    canRefresh={allowed}
                    onRefreshed={status.retry}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
