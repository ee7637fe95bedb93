import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Alert } from '@backstage/ui';
import { formatInstant } from '../../format/formatInstant';
import { formatProbability } from '../../format/formatProbability';
import { snapshotDates } from '../../format/snapshotDates';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './Notices.module.css';

/** What a reader must know before believing the figures on the page. */
export function Notices(props: { status: Status }) {
  const { status } = props;
  const { pipeline } = status;
  const { t } = useTranslation();
  const snapshot = snapshotDates(status.feeds);
  const standIns = status.sinks
    .filter(sink => sink.standIn)
    .map(({ kind, target }) =>
      kind === 'tickets'
        ? t('fleet.notices.standInTickets')
        : t('fleet.notices.standInEvents', { target }),
    );
  return (
    <div className={styles.notices}>
      {pipeline?.state === 'failed' && (
        <Alert
          status="danger"
          icon
          title={t('fleet.notices.failedTitle')}
          description={pipeline.error}
        />
      )}
      {pipeline?.state === 'running' && (
        <Alert
          status="info"
          icon
          title={t('fleet.notices.runningTitle')}
          description={[
            pipeline.stage !== undefined &&
              t('fleet.notices.running', { stage: pipeline.stage }),
            pipeline.progress !== undefined &&
              formatProbability(pipeline.progress),
          ]
            .filter(Boolean)
            .join(' · ')}
          customActions={
            pipeline.progress !== undefined && (
              <progress
                className={styles.progress}
                aria-label={t('fleet.notices.progressName')}
                value={pipeline.progress}
                max={1}
              />
            )
          }
        />
      )}
      {status.pinned && (
        <Alert
          status="warning"
          icon
          title={t('fleet.notices.pinnedTitle')}
          description={t('fleet.notices.pinned', {
            now: formatInstant(status.now),
          })}
        />
      )}
      {standIns.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('fleet.notices.standInTitle')}
          description={
            <span className={styles.lines}>{standIns.join('\n')}</span>
          }
        />
      )}
      {status.demo && (
        <Alert
          status="info"
          icon
          title={t('fleet.notices.demoTitle')}
          description={
            snapshot ? t('fleet.notices.demo', { date: snapshot }) : undefined
          }
        />
      )}
    </div>
  );
}
