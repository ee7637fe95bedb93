import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { HealthState } from './HealthState';
import styles from './HealthList.module.css';
import { ModelDriftNote } from './ModelDriftNote';

/** The models in use, how old the newest row is that each was trained on, and whether each still holds. */
export function ModelPanel(props: {
  status: { value?: Status; error?: Error; retry(): void };
}) {
  const { t } = useTranslation();
  return (
    <Section title={t('fleet.models.title')}>
      <Loaded of={props.status}>
        {({ models = [] }) =>
          models.length === 0 ? (
            <Text color="secondary">{t('fleet.models.empty')}</Text>
          ) : (
            <ul className={styles.list} aria-label={t('fleet.models.title')}>
              {models.map(model => (
                <li key={model.id} className={styles.item}>
                  <Flex direction="column" gap="1">
                    <Text weight="bold">{t(`fleet.models.${model.id}`)}</Text>
                    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
                      <HealthState
                        state={model.warning === undefined ? 'good' : 'bad'}
                        label={t(
                          model.warning === undefined
                            ? 'fleet.models.fresh'
                            : 'fleet.models.old',
                        )}
                      />
                      <Text color="secondary">
                        {t('fleet.models.newest', {
                          date: formatDate(model.newestTrainingDay),
                          days: model.ageDays.toLocaleString(),
                        })}
                      </Text>
                    </Flex>
                    <ModelDriftNote drift={model.drift} />
                    {model.lastTry && (
                      <Text variant="body-small" color="secondary">
                        {t(`fleet.models.tried.${model.lastTry.outcome}`, {
                          date: formatDate(model.lastTry.at),
                          reason: model.lastTry.reason,
                        })}
                      </Text>
                    )}
                    <Text
                      variant="body-small"
                      color="secondary"
                      className={styles.location}
                    >
                      {t('fleet.models.version', { version: model.version })}
                    </Text>
                  </Flex>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
