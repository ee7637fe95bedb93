import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { useDevice } from '../../hooks/useDevice';
import { useTranslation } from '../../hooks/useTranslation';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { DeviceRisk } from './DeviceRisk';

/** The patch risk of the device whose entity page this is. @public */
export function DeviceRiskCard() {
  const { entity } = useEntity();
  const { t } = useTranslation();
  const device = useDevice(stringifyEntityRef(entity).toLocaleLowerCase('en'));
  const entityRoute = useRouteRef(entityRouteRef);
  const tab = `${entityRoute(
    entityRouteParams(entity, { encodeParams: true }),
  )}/patch-risk`;
  return (
    <Section
      title={t('deviceCard.title')}
      action={device.value && <Link href={tab}>{t('deviceCard.details')}</Link>}
    >
      <Loaded of={device} lines={5}>
        {value => <DeviceRisk device={value} />}
      </Loaded>
    </Section>
  );
}
