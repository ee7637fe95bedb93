import { useCallback } from 'react';
import type { FindingEvent } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { entityName } from '../../format/entityName';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import styles from './FindingHistory.module.css';

/** What became of a finding and why, newest first. */
export function FindingHistory(props: { findingId: string }) {
  const { findingId } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.getFindingHistory(findingId),
    [api, findingId],
  );
  const history = useLoad(load);
  const causeOf = ({ cause }: FindingEvent) =>
    t(`findingHistory.cause.${cause.kind}`, {
      document: [cause.document, cause.documentVersion]
        .filter(part => part !== undefined)
        .join(' '),
      from: cause.from ?? t('unknown'),
      to: cause.to ?? t('unknown'),
      who: cause.who === undefined ? t('unknown') : entityName(cause.who),
    });
  return (
    <Loaded of={history}>
      {({ items }) =>
        items.length === 0 ? (
          <Text color="secondary">{t('findingHistory.empty')}</Text>
        ) : (
          <ol className={styles.list} aria-label={t('findingHistory.title')}>
            {[...items].reverse().map(event => (
              <li key={event.sequence} className={styles.event}>
                <Flex direction="column" gap="0.5">
                  <Text weight="bold">
                    {t(`findingHistory.type.${event.type}`)}
                  </Text>
                  <Text variant="body-small" color="secondary">
                    {[
                      formatInstant(event.at),
                      causeOf(event),
                      event.until &&
                        t('findingHistory.until', {
                          date: formatDate(event.until),
                        }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                  {event.reason !== undefined && (
                    <Text variant="body-small">{event.reason}</Text>
                  )}
                  {event.changes.map(({ field, from, to }) => (
                    <Text key={field} variant="body-small">
                      {t('findingHistory.change', {
                        field: t(`findingHistory.field.${field}`),
                        from: from ?? t('findingHistory.nothing'),
                        to: to ?? t('findingHistory.nothing'),
                      })}
                    </Text>
                  ))}
                </Flex>
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}
