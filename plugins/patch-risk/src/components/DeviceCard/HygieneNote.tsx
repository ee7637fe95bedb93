import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';

const SHOWN = 3;

/** The gravest conditions of a device in one line; nothing where there are none, and where they cannot be read. */
export function HygieneNote(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const load = useCallback(
    () => api.listHygiene({ device: entityRef, limit: SHOWN }),
    [api, entityRef],
  );
  const items = useLoad(load).value?.items ?? [];
  if (items.length === 0) {
    return undefined;
  }
  return (
    <Text variant="body-small">
      {t('hygiene.card', {
        titles: items
          .map(
            ({ kind, severity }) =>
              `${t(`hygiene.kind.${kind}`)} (${t(
                `band.${severity}`,
              ).toLocaleLowerCase()})`,
          )
          .join(', '),
      })}
    </Text>
  );
}
