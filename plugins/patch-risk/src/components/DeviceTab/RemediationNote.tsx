import type { Finding } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { useTranslation } from '../../hooks/useTranslation';

/** Whether a fix exists or is coming, and in which version. */
export function RemediationNote(props: { finding: Finding }) {
  const { state, fixedVersion, plannedFor } = props.finding.remediation;
  const { t } = useTranslation();
  return (
    <Flex direction="column" gap="0.5">
      <Text>{t(`remediation.${state}`)}</Text>
      {fixedVersion !== undefined && (
        <Text variant="body-small" color="secondary">
          {t('tab.findings.fixedIn', { version: fixedVersion })}
        </Text>
      )}
      {plannedFor !== undefined && (
        <Text variant="body-small" color="secondary">
          {t('tab.findings.plannedFor', { date: formatDate(plannedFor) })}
        </Text>
      )}
    </Flex>
  );
}
