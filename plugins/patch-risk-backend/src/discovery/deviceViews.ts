import type {
  DiscoveredDevice as DeviceView,
  DiscoveredDeviceDetail,
  DiscoveryChange,
  DiscoveryDecision,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { describeDevice } from '../database/discovery/describeDevice';
import type { StoredDevice } from '../database/discovery/DiscoveryDeviceStore';

const SHOWN_COMPONENTS = 200;

/** A device as a list shows it. */
export function toDeviceView({ device, state }: StoredDevice): DeviceView {
  const { key, conflicts, sources, firstSeen, lastSeen } = device;
  return {
    key,
    state,
    ...describeDevice(device),
    conflictCount: conflicts.length,
    missing: sources.every(({ missing }) => missing),
    firstSeen,
    lastSeen,
  };
}

/** A device with all that is known of it. */
export function toDeviceDetail(
  stored: StoredDevice,
  told: { decisions: DiscoveryDecision[]; history: DiscoveryChange[] },
): DiscoveredDeviceDetail {
  const { device, formerKeys } = stored;
  const { basis, components, conflicts, services, sources } = device;
  const addresses = (
    kind: 'mac' | 'ip' | 'hostname',
    list: typeof device.macs,
  ) => list.map(each => ({ kind, ...each }));
  return {
    ...toDeviceView(stored),
    basis,
    formerKeys,
    fields: Object.entries(device.fields).map(
      ([field, { winner, others }]) => ({
        field,
        value: winner.value,
        claims: [
          { ...winner, used: true },
          ...others.map(claim => ({ ...claim, used: false })),
        ],
      }),
    ),
    seenAddresses: [
      ...addresses('mac', device.macs),
      ...addresses('ip', device.ips),
      ...addresses('hostname', device.hostnames),
    ],
    services: services.map(
      ({ port, protocol, name, product, version, firstSeen, lastSeen }) => ({
        port,
        protocol,
        name,
        product,
        version,
        firstSeen,
        lastSeen,
      }),
    ),
    components: components
      .slice(0, SHOWN_COMPONENTS)
      .map(({ name, version, vendor, purl }) => ({
        name,
        version,
        vendor,
        purl,
      })),
    componentCount: components.length,
    conflicts,
    seenBy: sources,
    ...told,
  };
}
