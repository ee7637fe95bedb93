import type { Assessment } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Text } from '@backstage/ui';
import { formatAge } from '../../format/formatAge';
import { formatDate } from '../../format/formatDate';
import { useStatus } from '../../hooks/useStatus';
import { useTranslation } from '../../hooks/useTranslation';
import { DemoNote } from '../common/DemoNote';

const INPUT_NAMES: Record<string, string> = {
  kev: 'KEV',
  epss: 'EPSS',
  csaf: 'CSAF',
  cve: 'CVE records',
  'exploit-code': 'exploit code',
  stix: 'STIX',
  misp: 'MISP',
  osv: 'OSV',
  nvd: 'NVD',
  vex: 'VEX',
  inventory: 'inventory',
};

/** How old the assessment and the data below it are. */
export function DataDates(props: { assessment: Assessment }) {
  const { assessedAt, inputDates, state } = props.assessment;
  const { t } = useTranslation();
  const status = useStatus();
  const inputs = Object.entries(inputDates).map(
    ([input, date]) => `${INPUT_NAMES[input] ?? input} ${formatDate(date)}`,
  );
  return (
    <>
      <Text variant="body-small" color="secondary">
        {[
          status.value &&
            t(
              state === 'assessed'
                ? 'deviceCard.assessed'
                : 'deviceCard.checked',
              { age: formatAge(assessedAt, status.value.now) },
            ),
          inputs.length > 0 &&
            t('deviceCard.inputs', { inputs: inputs.join(' · ') }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {status.value && <DemoNote status={status.value} />}
    </>
  );
}
