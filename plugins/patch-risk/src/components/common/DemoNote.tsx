import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

/** Says so where the figures rest on demo data. */
export function DemoNote(props: { status: Status }) {
  const { status } = props;
  const { t } = useTranslation();
  if (!status.demo && !status.feeds.some(feed => feed.demo)) {
    return null;
  }
  return (
    <Text variant="body-small" color="secondary">
      {t('deviceCard.demo')}
    </Text>
  );
}
