import { Alert, Button, Flex, Text } from '@backstage/ui';
import { errorText } from '../../format/errorText';
import { useTranslation } from '../../hooks/useTranslation';

const statusOf = (error: Error) =>
  'statusCode' in error ? error.statusCode : undefined;

/** Why something could not be loaded, in words for the reader, with a way on. */
export function LoadFailure(props: { error: Error; onRetry(): void }) {
  const { error, onRetry } = props;
  const { t } = useTranslation();
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return (
      <Flex direction="column" gap="1">
        <Text weight="bold">{t('state.noAccessTitle')}</Text>
        <Text color="secondary">{t('state.noAccess')}</Text>
      </Flex>
    );
  }
  if (status === 404) {
    return (
      <Flex direction="column" gap="1">
        <Text weight="bold">{t('state.unknownTitle')}</Text>
        <Text color="secondary">{t('state.unknown')}</Text>
      </Flex>
    );
  }
  return (
    <Alert
      status="danger"
      icon
      role="alert"
      title={t('state.failedTitle')}
      // What `fetch` throws when nobody answers says nothing to a reader.
      description={
        error instanceof TypeError ? t('state.unreachable') : errorText(error)
      }
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('state.retry')}
        </Button>
      }
    />
  );
}
