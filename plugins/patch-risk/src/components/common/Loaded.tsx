import type { ReactNode } from 'react';
import { Alert, Button, Flex } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { LoadFailure } from './LoadFailure';
import { LoadingLines } from './LoadingLines';

/** Shows a value once it is there; until then a placeholder, or the failure. */
export function Loaded<T>(props: {
  of: { value?: T; error?: Error; retry(): void };
  lines?: number;
  children(value: T): ReactNode;
}) {
  const { of: loaded, lines, children } = props;
  const { t } = useTranslation();
  if (loaded.value === undefined) {
    return loaded.error ? (
      <LoadFailure error={loaded.error} onRetry={loaded.retry} />
    ) : (
      <LoadingLines lines={lines} />
    );
  }
  if (loaded.error) {
    return (
      <Flex direction="column" gap="3">
        <Alert
          status="warning"
          icon
          title={t('state.outdated')}
          customActions={
            <Button size="small" variant="secondary" onPress={loaded.retry}>
              {t('state.retry')}
            </Button>
          }
        />
        {children(loaded.value)}
      </Flex>
    );
  }
  return <>{children(loaded.value)}</>;
}
