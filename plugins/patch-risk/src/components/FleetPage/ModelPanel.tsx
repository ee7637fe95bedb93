import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { HealthState } from './HealthState';
import styles from './HealthList.module.css';

/** The models in use, and how old the newest row is that each was trained on. */
export function ModelPanel(props: {
  status: { value?: Status; error?: Error; retry(): void };
}) {
  const { t } = useTranslation();
  return (
    <Section title={t('fleet.models.title')}>
      <Loaded of={props.status}>
        {({ models = [] }) => (
          <ul className={styles.list} aria-label={t('fleet.models.title')}>
            {models.map(
              ({ name, version, newestTrainingDay, ageDays, warning }) => (
                <li key={name} className={styles.item}>
                  <Flex direction="column" gap="1">
                    <Text weight="bold">{name}</Text>
                    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
                      <HealthState
                        state={warning === undefined ? 'good' : 'bad'}
                        label={t(
                          warning === undefined
                            ? 'fleet.models.fresh'
                            : 'fleet.models.old',
                        )}
                      />
                      <Text color="secondary">
                        {t('fleet.models.newest', {
                          date: formatDate(newestTrainingDay),
                          days: ageDays.toLocaleString(),
                        })}
                      </Text>
                    </Flex>
                    <Text
                      variant="body-small"
                      color="secondary"
                      className={styles.location}
                    >
                      {version}
                    </Text>
                  </Flex>
                </li>
              ),
            )}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
