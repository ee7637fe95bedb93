import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Badge, Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { Fact } from '../common/Fact';
import { TicketLink } from '../common/TicketLink';
import styles from './TaskSection.module.css';
import { formatCount } from '../../format/formatCount';

/** One task: what, by when and why then, how likely in time, and its ticket. */
export function TaskItem(props: { task: Task }) {
  const { task } = props;
  const { t } = useTranslation();
  const { timeZone, text } = task.dueReason;
  const late =
    task.lateReason !== undefined && task.lateReason !== 'none'
      ? t(`tab.tasks.late.${task.lateReason}`)
      : undefined;
  const fixDays =
    task.fixForecast?.basis === 'available'
      ? undefined
      : task.fixForecast?.medianDays;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        <Text as="h3" variant="body-large" weight="bold" style={{ margin: 0 }}>
          {task.title}
        </Text>
        <Badge>{t(`tab.tasks.kind.${task.kind}`)}</Badge>
      </Flex>
      <div className={styles.facts}>
        <Fact label={t('tab.tasks.due')} note={timeZone}>
          <Text weight="bold">{formatDate(task.dueDate)}</Text>
        </Fact>
        {task.plannedStart !== undefined && (
          <Fact
            label={t('tab.tasks.plannedLabel')}
            note={
              task.plannedEnd &&
              t('tab.tasks.plannedUntil', {
                end: formatInstant(task.plannedEnd, timeZone),
              })
            }
          >
            <Text>{formatInstant(task.plannedStart, timeZone)}</Text>
          </Fact>
        )}
        {task.onTimeProbability !== undefined && (
          <Fact label={t('tab.tasks.onTime')} note={late}>
            <Text weight="bold">
              {formatProbability(task.onTimeProbability)}
            </Text>
          </Fact>
        )}
        <Fact label={t('tab.tasks.ticket')}>
          <TicketLink ticket={task.ticket} timeZone={timeZone} />
        </Fact>
        <Fact
          label={t('tab.tasks.status')}
          note={
            fixDays !== undefined
              ? t('tab.tasks.fixExpected', { days: formatCount(fixDays) })
              : undefined
          }
        >
          <Text>{t(`tab.tasks.statusText.${task.status}`)}</Text>
        </Fact>
      </div>
      <Text variant="body-small" color="secondary">
        {text}
      </Text>
    </Flex>
  );
}
