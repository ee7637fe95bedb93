import { Alert, Button } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import type { useDecision } from './useDecision';

/** What was decided a moment ago, with a way back; or why it failed. */
export function DecisionNotice(props: {
  decision: ReturnType<typeof useDecision>;
}) {
  const { decide, undo, last } = props.decision;
  const { t } = useTranslation();
  const failure = decide.failure ?? undo.failure;
  if (failure !== undefined) {
    return <Alert status="danger" icon role="alert" title={failure} />;
  }
  if (!last) {
    return null;
  }
  if (last.isUndone) {
    return (
      <Alert
        status="info"
        icon
        role="status"
        title={t('discovery.decided.undone')}
      />
    );
  }
  const { kind, devices = [], written = '', value = '' } = last.request;
  const count = devices.length;
  const titles = {
    adopt: () => t('discovery.decided.adopt', { count }),
    dismiss: () => t('discovery.decided.dismiss', { count }),
    same: () => t('discovery.decided.same'),
    different: () => t('discovery.decided.different'),
    alias: () => t('discovery.decided.alias', { written, value }),
  };
  return (
    <Alert
      status="success"
      icon
      role="status"
      title={titles[kind]()}
      description={kind === 'adopt' ? t('discovery.decided.note') : undefined}
      customActions={
        <Button
          size="small"
          variant="secondary"
          isPending={undo.isPending}
          onPress={() => undo.run()}
        >
          {t('discovery.decided.undo')}
        </Button>
      }
    />
  );
}
