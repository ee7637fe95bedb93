import type { ModelDrift } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';
import { HealthState } from './HealthState';
import styles from './HealthList.module.css';
import { inputWords } from './inputWords';

const SIGNS = {
  unknown: 'unknown',
  steady: 'good',
  'inputs-moved': 'unknown',
  'calibration-off': 'bad',
} as const;

/** Whether a model still meets the world that it was trained in, in words. */
export function ModelDriftNote(props: { drift?: ModelDrift }) {
  const { t } = useTranslation();
  const { drift } = props;
  if (!drift) {
    return (
      <Text variant="body-small" color="secondary">
        {t('fleet.models.drift.none')}
      </Text>
    );
  }
  const { state, movedInputs, calibration } = drift;
  const date = (day: string) => formatDate(day);
  return (
    <Flex direction="column" gap="1">
      <HealthState
        state={SIGNS[state]}
        label={t(`fleet.models.drift.${state}`)}
      />
      <Text variant="body-small" color="secondary">
        {drift.inputRows === undefined
          ? t('fleet.models.drift.fewFindings')
          : t('fleet.models.drift.inputs', {
              moved: drift.movedCount.toLocaleString(),
              inputs: (drift.inputCount ?? 0).toLocaleString(),
              findings: drift.inputRows.toLocaleString(),
            })}
      </Text>
      {movedInputs.length > 0 && (
        <details className={styles.details}>
          <summary>{t('fleet.models.drift.which')}</summary>
          <ul>
            {movedInputs.map(({ name, level }) => (
              <li key={name}>
                {t(`fleet.models.drift.${level}`, {
                  input: inputWords(t, name),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {calibration && (
        <Text variant="body-small" color="secondary">
          {t('fleet.models.drift.outcomes', {
            from: date(calibration.from),
            until: date(calibration.until),
            expected: calibration.expected.toLocaleString(undefined, {
              maximumSignificantDigits: 2,
            }),
            observed: calibration.observed.toLocaleString(),
          })}{' '}
          {t(`fleet.models.drift.${verdictOf(calibration)}`)}
        </Text>
      )}
      <Text variant="body-small" color="secondary">
        {t('fleet.models.drift.measured', { date: date(drift.measuredAt) })}
      </Text>
    </Flex>
  );
}

function verdictOf(
  calibration: NonNullable<ModelDrift['calibration']>,
): 'too-few' | 'holds' | 'tooMany' | 'tooLittle' {
  const { verdict, expected, observed } = calibration;
  if (verdict !== 'off') {
    return verdict;
  }
  return expected > observed ? 'tooMany' : 'tooLittle';
}
