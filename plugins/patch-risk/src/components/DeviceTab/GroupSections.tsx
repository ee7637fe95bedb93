import { useState } from 'react';
import type { Assessment } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Select, Text } from '@backstage/ui';
import { formatInstant } from '../../format/formatInstant';
import { groupTitle } from '../../format/groupTitle';
import { useTranslation } from '../../hooks/useTranslation';
import { Section } from '../common/Section';
import styles from './DeviceRiskContent.module.css';
import { FactorChart } from './FactorChart';
import { ForecastChart } from './ForecastChart';
import { GroupTable } from './GroupTable';
import { InputTable } from './InputTable';

/** What a device's risk is made of, and one fix group of it in detail. */
export function GroupSections(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { t } = useTranslation();
  const groups = [...assessment.groups].sort(
    (one, other) => other.share - one.share,
  );
  const [chosen, setChosen] = useState(groups[0].key);
  const group = groups.find(({ key }) => key === chosen) ?? groups[0];
  return (
    <>
      <Section title={t('tab.groups.title')}>
        <Flex direction="column" gap="3">
          <Text color="secondary">{t('tab.groups.intro')}</Text>
          <GroupTable groups={groups} />
          <Text variant="body-small" color="secondary">
            {t('tab.modelNote', {
              version: assessment.modelVersion,
              at: formatInstant(assessment.assessedAt),
            })}
          </Text>
          {groups.length > 1 && (
            <Select
              label={t('tab.groups.choose')}
              value={group.key}
              onChange={key => setChosen(String(key))}
              options={groups.map(option => ({
                value: option.key,
                label: groupTitle(option),
              }))}
              style={{ maxWidth: 480 }}
            />
          )}
        </Flex>
      </Section>
      <div className={styles.pair}>
        <Section title={t('tab.forecast.title')}>
          <ForecastChart group={group} />
        </Section>
        <Section title={t('tab.explanation.title')}>
          <FactorChart group={group} />
        </Section>
      </div>
      <Section title={t('tab.inputs.title')}>
        <InputTable inputs={group.inputs} />
      </Section>
    </>
  );
}
