import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { patchRiskOperationsManagePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import styles from './HealthList.module.css';
import { SinkItem } from './SinkItem';

/** Where tickets and events go, what waits, and what could not be delivered. */
export function DeliveryPanel(props: {
  status: { value?: Status; error?: Error; retry(): void };
}) {
  const { status } = props;
  const { t } = useTranslation();
  const { allowed } = usePermission({
    permission: patchRiskOperationsManagePermission,
  });
  return (
    <Section title={t('fleet.delivery.title')}>
      <Loaded of={status}>
        {({ sinks, now }) =>
          sinks.length === 0 ? (
            <Text color="secondary">{t('fleet.delivery.empty')}</Text>
          ) : (
            <ul className={styles.list} aria-label={t('fleet.delivery.title')}>
              {sinks.map(sink => (
                <li key={sink.id} className={styles.item}>
                  <SinkItem
                    sink={sink}
                    now={now}
                    canReplay={allowed}
                    onReplayed={status.retry}
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
