import type { SinkStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  Badge,
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { formatAge } from '../../format/formatAge';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorText } from '../common/ErrorText';
import { DeadLetterTable } from './DeadLetterTable';
import { HealthState } from './HealthState';
import styles from './HealthList.module.css';

/** One destination of tickets or events. */
export function SinkItem(props: {
  sink: SinkStatus;
  /** The product's clock. */
  now: string;
  canReplay: boolean;
  onReplayed(): void;
}) {
  const { sink, now, canReplay, onReplayed } = props;
  const { t } = useTranslation();
  const isBad = sink.dead > 0;
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        <Text weight="bold">{sink.title}</Text>
        {sink.standIn && (
          <Badge>{t(`fleet.delivery.standInText.${sink.kind}`)}</Badge>
        )}
      </Flex>
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <HealthState
          state={isBad ? 'bad' : 'good'}
          label={`${t('fleet.delivery.dead')}: ${sink.dead.toLocaleString()}`}
        />
        <Text color="secondary">
          {t('fleet.delivery.pending')}: {sink.pending.toLocaleString()}
          {sink.oldestPendingAt !== undefined &&
            ` (${t('fleet.delivery.oldest', {
              age: formatAge(sink.oldestPendingAt, now),
            })})`}
        </Text>
        <Text color="secondary">
          {t('fleet.delivery.delivered')}: {sink.delivered.toLocaleString()}
        </Text>
        <Text color="secondary">
          {t('fleet.delivery.last')}:{' '}
          {sink.lastDeliveredAt === undefined
            ? t('fleet.delivery.never')
            : formatAge(sink.lastDeliveredAt, now)}
        </Text>
        {isBad && (
          <DialogTrigger>
            <Button
              size="small"
              variant="secondary"
              aria-label={t('fleet.delivery.showDead', { sink: sink.title })}
            >
              {t('fleet.delivery.show')}
            </Button>
            <Dialog width="min(900px, 94vw)">
              <DialogHeader>
                {t('fleet.delivery.showDead', { sink: sink.title })}
              </DialogHeader>
              <DialogBody>
                <DeadLetterTable
                  sinkId={sink.id}
                  canReplay={canReplay}
                  onReplayed={onReplayed}
                />
              </DialogBody>
            </Dialog>
          </DialogTrigger>
        )}
      </Flex>
      <Text variant="body-small" color="secondary" className={styles.location}>
        {[sink.target, sink.note].filter(Boolean).join(' · ')}
      </Text>
      {sink.lastError !== undefined && <ErrorText>{sink.lastError}</ErrorText>}
    </Flex>
  );
}
