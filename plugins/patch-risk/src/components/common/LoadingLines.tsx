import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

/** Placeholder for content on its way. */
export function LoadingLines(props: { lines?: number }) {
  const { t } = useTranslation();
  const lines = Array.from({ length: props.lines ?? 4 }, (_, line) => line);
  return (
    <Flex direction="column" gap="2" role="status">
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      {lines.map(line => (
        <Skeleton
          key={line}
          width={line === lines.length - 1 ? '60%' : '100%'}
          height={20}
        />
      ))}
    </Flex>
  );
}
