import type { DeviceSummary } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text } from '@backstage/ui';
import { formatIndex } from '../../format/formatIndex';
import { BandBadge } from '../common/BandBadge';
import { ScoreRange } from '../common/ScoreRange';

/** A device's index with band and interval; no figure where there is no assessment. */
export function DeviceScore(props: { device: DeviceSummary }) {
  const { state, index, interval, band } = props.device;
  if (state !== 'assessed' || index === undefined) {
    return <BandBadge />;
  }
  return (
    <Flex direction="column" gap="1" style={{ maxWidth: 200 }}>
      <Flex align="center" gap="2">
        <Text variant="body-large" weight="bold">
          {formatIndex(index)}
        </Text>
        <BandBadge band={band} />
      </Flex>
      <ScoreRange index={index} interval={interval} />
    </Flex>
  );
}
