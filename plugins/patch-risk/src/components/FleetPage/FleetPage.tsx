import { Container, Flex } from '@backstage/ui';
import { useStatus } from '../../hooks/useStatus';
import { DeliveryPanel } from './DeliveryPanel';
import { DevicePanel } from './DevicePanel';
import { FeedPanel } from './FeedPanel';
import styles from './FleetPage.module.css';
import { ModelPanel } from './ModelPanel';
import { Notices } from './Notices';
import { SummaryTiles } from './SummaryTiles';

/** All devices by risk, and the health of what feeds and leaves Patch Risk. @public */
export function FleetPage() {
  const status = useStatus();
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="6">
        {status.value && <Notices status={status.value} />}
        <SummaryTiles status={status.value} />
        <DevicePanel />
        <div className={styles.health}>
          <FeedPanel status={status} />
          <DeliveryPanel status={status} />
          <ModelPanel status={status} />
        </div>
      </Flex>
    </Container>
  );
}
