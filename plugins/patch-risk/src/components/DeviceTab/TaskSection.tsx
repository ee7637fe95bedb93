import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { TaskItem } from './TaskItem';
import styles from './TaskSection.module.css';

/** The tasks that patch or mitigate this device, with their tickets. */
export function TaskSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listTasks({ device: entityRef, limit: 100 }),
    [api, entityRef],
  );
  const tasks = useLoad(load, { refreshMs: 30_000 });
  return (
    <Section title={t('tab.tasks.title')}>
      <Loaded of={tasks}>
        {({ items }) =>
          items.length === 0 ? (
            <>{t('tab.tasks.empty')}</>
          ) : (
            <ul className={styles.list} aria-label={t('tab.tasks.title')}>
              {items.map(task => (
                <li key={task.id} className={styles.item}>
                  <TaskItem task={task} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
