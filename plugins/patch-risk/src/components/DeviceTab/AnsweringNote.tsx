import type { ReachableFinding } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

/** That the service which a finding names was seen answering, and whom. */
export function AnsweringNote(props: { finding?: ReachableFinding }) {
  const { finding } = props;
  const { t } = useTranslation();
  if (!finding) {
    return null;
  }
  const { service, zones } = finding;
  return (
    <Text variant="body-small">
      {zones.length === 0
        ? t('reach.answering', { service })
        : t('reach.answeringFrom', { service, zones: zones.join(', ') })}
    </Text>
  );
}
