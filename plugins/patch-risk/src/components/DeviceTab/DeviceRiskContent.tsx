import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useDevice } from '../../hooks/useDevice';
import { useTranslation } from '../../hooks/useTranslation';
import { DeviceRisk } from '../DeviceCard/DeviceRisk';
import { Loaded } from '../common/Loaded';
import { Section } from '../common/Section';
import { AnomalySection } from './AnomalySection';
import { ConfigurationSection } from './ConfigurationSection';
import styles from './DeviceRiskContent.module.css';
import { FindingSection } from './FindingSection';
import { GroupSections } from './GroupSections';
import { HygieneSection } from './HygieneSection';
import { HistorySection } from './HistorySection';
import { InventorySection } from './InventorySection';
import { ReachSection } from './ReachSection';
import { TaskSection } from './TaskSection';

/** Everything that Patch Risk knows about the device whose entity page this is. @public */
export function DeviceRiskContent() {
  const { entity } = useEntity();
  const { t } = useTranslation();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en');
  const device = useDevice(entityRef);
  if (device.value === undefined) {
    return (
      <Section title={t('deviceCard.title')}>
        <Loaded of={device} lines={8}>
          {() => undefined}
        </Loaded>
      </Section>
    );
  }
  const { assessment } = device.value;
  return (
    <div className={styles.page}>
      <div className={styles.pair}>
        <Section title={t('deviceCard.title')}>
          <Loaded of={device}>{value => <DeviceRisk device={value} />}</Loaded>
        </Section>
        <TaskSection entityRef={entityRef} />
      </div>
      <FindingSection entityRef={entityRef} />
      <HygieneSection entityRef={entityRef} />
      {assessment.state === 'assessed' && assessment.groups.length > 0 && (
        <GroupSections assessment={assessment} />
      )}
      <div className={styles.pair}>
        <HistorySection entityRef={entityRef} />
        <AnomalySection entityRef={entityRef} />
      </div>
      <div className={styles.pair}>
        <ReachSection entityRef={entityRef} />
        <ConfigurationSection entityRef={entityRef} />
      </div>
      <InventorySection device={device.value} />
    </div>
  );
}
