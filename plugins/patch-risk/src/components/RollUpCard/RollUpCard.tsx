import { useCallback } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { patchRiskApiRef } from '../../api/patchRiskApiRef';
import { useLoad } from '../../hooks/useLoad';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { RollUpSummary } from './RollUpSummary';

/** The patch risk of all devices below the system, component or group of this page. @public */
export function RollUpCard() {
  const { entity } = useEntity();
  const { t } = useTranslation();
  const api = useApi(patchRiskApiRef);
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en');
  const load = useCallback(() => api.getRollUp(entityRef), [api, entityRef]);
  const rollUp = useLoad(load, { refreshMs: 60_000 });
  return (
    <Section title={t('rollUp.title')}>
      <Loaded of={rollUp}>{value => <RollUpSummary rollUp={value} />}</Loaded>
    </Section>
  );
}
