import { useCallback } from 'react';
import type { Finding } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useApi } from '@backstage/core-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { entityName } from '../../format/entityName';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { FactList } from '../common/FactList';
import { SuppressionForm } from './SuppressionForm';

/** Who set a finding aside, why and until when, and what a reader may do about it. */
export function SuppressionPanel(props: {
  finding: Finding;
  canSuppress: boolean;
  onSuppressed(until: string): void;
  onReopened(): void;
}) {
  const { canSuppress, finding, onReopened, onSuppressed } = props;
  const { suppression } = finding;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const end = useAction(
    useCallback(async () => {
      await api.unsuppressFinding(finding.id);
      onReopened();
    }, [api, finding.id, onReopened]),
  );
  const isDecided = suppression?.by === 'person';
  return (
    <Flex direction="column" gap="3">
      {suppression && (
        <>
          <Text weight="bold">{t(`suppression.by.${suppression.by}`)}</Text>
          {suppression.questioned && (
            <Alert
              status="warning"
              icon
              title={t(
                `suppression.questioned.${suppression.questioned.because}`,
                { date: formatDate(suppression.questioned.day) },
              )}
            />
          )}
          <FactList
            facts={[
              [t('suppression.factReason'), suppression.reason],
              [t('suppression.justification'), suppression.justification],
              [
                t('suppression.who'),
                suppression.who && entityName(suppression.who),
              ],
              [t('suppression.since'), formatInstant(suppression.since)],
              [
                t('suppression.until'),
                suppression.until && formatDate(suppression.until),
              ],
              [
                t('suppression.factScope'),
                suppression.scope &&
                  t(
                    suppression.scope === 'model'
                      ? 'suppression.scopeModel'
                      : 'suppression.scopeFinding',
                  ),
              ],
            ]}
          />
          {suppression.by === 'rule' && (
            <Text variant="body-small" color="secondary">
              {t('suppression.rule')}
            </Text>
          )}
        </>
      )}
      {end.failure !== undefined && (
        <Alert status="danger" icon role="alert" title={end.failure} />
      )}
      {isDecided && canSuppress && (
        <div>
          <Button
            variant="secondary"
            isPending={end.isPending}
            onPress={() => end.run()}
          >
            {t('suppression.end')}
          </Button>
        </div>
      )}
      {canSuppress &&
        finding.closedAt === undefined &&
        (!suppression || (isDecided && suppression.questioned)) && (
          <SuppressionForm finding={finding} onSuppressed={onSuppressed} />
        )}
    </Flex>
  );
}
