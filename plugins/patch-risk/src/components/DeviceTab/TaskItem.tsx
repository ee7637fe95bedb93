import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Badge, Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { Fact } from '../common/Fact';
import { TicketLink } from '../common/TicketLink';
import styles from './TaskSection.module.css';
import { formatIndex } from '../../format/formatIndex';

/** One task: what, by when and why then, how likely in time, and its ticket. */
export function TaskItem(props: { task: Task }) {
  const { task } = props;
  const { t } = useTranslation();
  const { timeZone, text } = task.dueReason;
  const late =
    task.lateReason !== undefined && task.lateReason !== 'none'
      ? t(`tab.tasks.late.${task.lateReason}`)
      : undefined;
  const planned =
    task.plannedStart !== undefined && task.plannedEnd !== undefined
      ? t('tab.tasks.planned', {
          start: formatDate(task.plannedStart),
          end: formatDate(task.plannedEnd),
        })
      : undefined;
  const fixDays = task.fixForecast?.medianDays;
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        <Text as="h3" variant="body-large" weight="bold" style={{ margin: 0 }}>
          {task.title}
        </Text>
        <Badge>{t(`tab.tasks.kind.${task.kind}`)}</Badge>
      </Flex>
      <div className={styles.facts}>
        <Fact
          label={t('tab.tasks.due')}
          note={[text, planned].filter(Boolean).join(' · ')}
        >
          <Text weight="bold">
            {formatDate(task.dueDate)}
            {timeZone !== undefined && ` (${timeZone})`}
          </Text>
        </Fact>
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
              ? t('tab.tasks.fixExpected', { days: formatIndex(fixDays) })
              : undefined
          }
        >
          <Text>{t(`tab.tasks.statusText.${task.status}`)}</Text>
        </Fact>
      </div>
    </Flex>
  );
}
