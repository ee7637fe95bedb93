import { useCallback, useState, type FormEvent } from 'react';
import type { Finding } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import {
  Alert,
  Button,
  Flex,
  Select,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { DateTime } from 'luxon';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useAction } from '../../hooks/useAction';
import { useStatus } from '../../hooks/useStatus';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorText } from '../common/ErrorText';

const USUAL_DAYS = 90;
const FALLBACK_MAXIMUM_DAYS = 180;

/** Asks why and until when a finding needs no work, and sets it aside. */
export function SuppressionForm(props: {
  finding: Finding;
  onSuppressed(until: string): void;
}) {
  const { finding, onSuppressed } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const status = useStatus();
  const today = DateTime.fromISO(
    status.value?.now ?? new Date().toISOString(),
    {
      zone: 'utc',
    },
  ).startOf('day');
  const maximumDays =
    status.value?.suppression?.maximumDays ?? FALLBACK_MAXIMUM_DAYS;
  const first = today.toISODate() ?? '';
  const last = today.plus({ days: maximumDays }).toISODate() ?? '';
  const usual =
    today.plus({ days: Math.min(USUAL_DAYS, maximumDays) }).toISODate() ?? '';
  const [reason, setReason] = useState('');
  const [day, setDay] = useState<string>();
  const [scope, setScope] = useState<'finding' | 'model'>('finding');
  const [isSent, setSent] = useState(false);
  const until = (day ?? usual).trim();
  const isReasonMissing = reason.trim() === '';
  const isDayWrong =
    !/^\d{4}-\d{2}-\d{2}$/.test(until) ||
    !DateTime.fromISO(until).isValid ||
    until < first ||
    until > last;
  const suppress = useAction(
    useCallback(async () => {
      await api.suppressFinding(finding.id, {
        reason: reason.trim(),
        expiresOn: until,
        scope,
      });
      onSuppressed(until);
    }, [api, finding.id, onSuppressed, reason, scope, until]),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (!isReasonMissing && !isDayWrong) {
      suppress.run();
    }
  };
  return (
    <form onSubmit={submit} noValidate aria-label={t('suppression.title')}>
      <Flex direction="column" gap="3">
        <Text color="secondary">{t('suppression.intro')}</Text>
        {suppress.failure !== undefined && (
          <Alert status="danger" icon role="alert" title={suppress.failure} />
        )}
        <TextAreaField
          label={t('suppression.reason')}
          description={t('suppression.reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
          isInvalid={isSent && isReasonMissing}
        />
        {isSent && isReasonMissing && (
          <ErrorText>{t('suppression.reasonMissing')}</ErrorText>
        )}
        <Flex gap="3" style={{ flexWrap: 'wrap' }} align="start">
          <TextField
            label={t('suppression.until')}
            description={t('suppression.untilHint', { last })}
            value={day ?? usual}
            onChange={setDay}
            isRequired
            isInvalid={isSent && isDayWrong}
          />
          <Select
            label={t('suppression.scope')}
            value={scope}
            onChange={key => setScope(key === 'model' ? 'model' : 'finding')}
            options={[
              { value: 'finding', label: t('suppression.scopeFinding') },
              { value: 'model', label: t('suppression.scopeModel') },
            ]}
          />
        </Flex>
        {isSent && isDayWrong && (
          <ErrorText>{t('suppression.untilWrong', { first, last })}</ErrorText>
        )}
        <div>
          <Button type="submit" isPending={suppress.isPending}>
            {t(
              finding.suppression ? 'suppression.again' : 'suppression.submit',
            )}
          </Button>
        </div>
      </Flex>
    </form>
  );
}
