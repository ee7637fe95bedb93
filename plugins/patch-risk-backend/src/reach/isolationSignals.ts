import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { HygieneSignal } from '../hygiene/HygieneSignal';
import type { DerivedReach } from './deriveReach';
import type { FlowSummary } from './flows/FlowSummary';

const MOST_SIGNALS = 20;

function whereOf(flow: FlowSummary): string {
  const port = flow.port === 0 ? 'several ports' : String(flow.port);
  return `${flow.protocol}/${port}`;
}

function factsOf(flow: FlowSummary): HygieneSignal['facts'] {
  const isInbound = flow.direction === 'inbound';
  const own = flow.ownZone || 'the device';
  return [
    { name: 'From', value: isInbound ? flow.peerZone : own },
    { name: 'To', value: isInbound ? own : flow.peerZone },
    {
      name: 'Service',
      value: flow.service ? `${flow.service}, ${whereOf(flow)}` : whereOf(flow),
    },
    { name: 'Example of a peer', value: flow.examplePeer },
    { name: 'First seen', value: flow.firstSeenAt.slice(0, 10) },
    { name: 'Last seen', value: flow.lastSeenAt.slice(0, 10) },
  ];
}

/**
 * Conditions that flows contradict: a device declared isolated that talks with the internet, and traffic between zones
 * that no configured conduit allows.
 */
export function isolationSignals(options: {
  declared: Exposure | undefined;
  reach: DerivedReach;
}): HygieneSignal[] {
  const { declared, reach } = options;
  const signals: HygieneSignal[] = [];
  const [internet] = [...reach.internetFlows].sort(
    (one, other) =>
      Number(other.direction === 'inbound') -
        Number(one.direction === 'inbound') || other.flows - one.flows,
  );
  if (declared === 'isolated' && internet) {
    signals.push({
      key: 'internet',
      title: 'Declared isolated, seen talking with the internet',
      facts: factsOf(internet),
      reach: reach.derivedExposure,
    });
  }
  const byConduit = new Map<string, FlowSummary>();
  for (const flow of reach.foreignFlows) {
    const isInbound = flow.direction === 'inbound';
    const [from, to] = isInbound
      ? [flow.peerZone, flow.ownZone]
      : [flow.ownZone, flow.peerZone];
    const key = `conduit ${from} > ${to}`;
    if (!byConduit.has(key)) {
      byConduit.set(key, flow);
      signals.push({
        key,
        title: `Traffic from ${from} to ${to}, which no conduit allows`,
        facts: factsOf(flow),
        reach: reach.derivedExposure,
        ceiling: 'high',
      });
    }
  }
  return signals.slice(0, MOST_SIGNALS);
}
