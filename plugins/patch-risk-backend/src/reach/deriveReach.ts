import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';
import { highestExposure } from './exposureOrder';
import { findPaths, type PlacedFirewall } from './findPaths';
import type { FlowSummary } from './flows/FlowSummary';
import type { ReachEvidence } from './ReachEvidence';
import type { ReachPath } from './ReachPath';
import type { Conduit } from './ReachSettings';
import type { ZoneModel } from './ZoneModel';

/** What the network shows of a device. */
export interface DerivedReach {
  /** Zone of its first address that lies in one. */
  zone?: string;
  /** The least exposure that is certain; undefined where nothing shows any. */
  derivedExposure?: Exposure;
  evidence: ReachEvidence[];
  paths: ReachPath[];
  /** Answered flows with the internet. */
  internetFlows: FlowSummary[];
  /** Answered flows between zones that no conduit allows. */
  foreignFlows: FlowSummary[];
}

const MOST_EVIDENCE = 20;

function serviceText(flow: FlowSummary): string {
  const port = flow.port === 0 ? 'several ports' : String(flow.port);
  return flow.service === ''
    ? `${flow.protocol}/${port}`
    : `${flow.service} (${flow.protocol}/${port})`;
}

/**
 * What an answered flow shows: the internet reaches a device at least as it does in a DMZ, and wholly where its address
 * is public and stands behind nothing; a device that reaches out, or talks with another zone, is not isolated.
 */
function exposureOfFlow(
  flow: FlowSummary,
  zones: ZoneModel,
): Exposure | undefined {
  const kind = zones.kindOf(flow.peerZone);
  if (
    flow.state !== 'answered' ||
    kind === undefined ||
    // The internet is no zone of one's own.
    (flow.peerZone === flow.ownZone && kind !== 'internet') ||
    kind === 'isolated'
  ) {
    return undefined;
  }
  if (kind === 'internet' && flow.direction === 'inbound') {
    return zones.kindOf(flow.ownZone) === 'internet' ? 'internet' : 'dmz';
  }
  return 'internal';
}

function evidenceOfFlow(flow: FlowSummary, exposure: Exposure): ReachEvidence {
  return {
    kind: 'flow',
    exposure,
    zone: flow.peerZone,
    // The day is enough, and spares a write for every flow.
    seenOn: flow.lastSeenAt.slice(0, 10),
    text:
      flow.direction === 'inbound'
        ? `the device answered ${flow.peerZone} at ${serviceText(flow)}`
        : `${flow.peerZone} answered the device at ${serviceText(flow)}`,
  };
}

function exposureOfPath(path: ReachPath): Exposure | undefined {
  if (!path.isCertain || path.kind === 'isolated') {
    return undefined;
  }
  if (path.kind !== 'internet') {
    return 'internal';
  }
  return path.isWhole ? 'internet' : 'dmz';
}

function isAllowed(flow: FlowSummary, conduits: readonly Conduit[]): boolean {
  const [from, to] =
    flow.direction === 'inbound'
      ? [flow.peerZone, flow.ownZone]
      : [flow.ownZone, flow.peerZone];
  return conduits.some(
    conduit =>
      conduit.from === from &&
      conduit.to === to &&
      (conduit.ports?.includes(`${flow.protocol}/${flow.port}`) ?? true),
  );
}

/** Derives what is certain of a device's exposure from its zone, its flows and the firewalls before it. */
export function deriveReach(options: {
  addresses: readonly string[];
  flows: readonly FlowSummary[];
  zones: ZoneModel;
  firewalls: readonly PlacedFirewall[];
  conduits?: readonly Conduit[];
}): DerivedReach {
  const { addresses, flows, zones, firewalls, conduits } = options;
  const evidence: ReachEvidence[] = [];
  const own = addresses.flatMap(address => zones.zoneOf(address) ?? []);
  for (const zone of new Set(own)) {
    // A public address alone shows nothing: many use such addresses inside.
    const isConfigured = zone.kind !== 'internet' || zone.name !== 'internet';
    if (isConfigured) {
      evidence.push({
        kind: 'zone',
        exposure: zone.kind,
        zone: zone.name,
        text: `its address lies in the zone ${zone.name}`,
      });
    }
  }
  for (const flow of flows) {
    const exposure = exposureOfFlow(flow, zones);
    if (exposure) {
      evidence.push(evidenceOfFlow(flow, exposure));
    }
  }
  const paths = addresses.flatMap(address =>
    findPaths({ address, zones, firewalls }),
  );
  for (const path of paths) {
    const exposure = exposureOfPath(path);
    if (exposure) {
      evidence.push({
        kind: 'firewall',
        exposure,
        zone: path.zone,
        rule: path.rules.join('; '),
        text: `${path.zone} is let through to ${path.protocol} ${path.ports}`,
      });
    }
  }
  const derivedExposure = highestExposure(
    evidence.map(({ exposure }) => exposure),
  );
  const crosses = (flow: FlowSummary) =>
    flow.state === 'answered' &&
    flow.ownZone !== '' &&
    flow.peerZone !== '' &&
    flow.ownZone !== flow.peerZone;
  return {
    zone: own[0]?.name,
    derivedExposure,
    // What decides stands first.
    evidence: [
      ...evidence.filter(({ exposure }) => exposure === derivedExposure),
      ...evidence.filter(({ exposure }) => exposure !== derivedExposure),
    ].slice(0, MOST_EVIDENCE),
    paths,
    internetFlows: flows.filter(
      flow =>
        flow.state === 'answered' && zones.kindOf(flow.peerZone) === 'internet',
    ),
    foreignFlows: conduits
      ? flows.filter(flow => crosses(flow) && !isAllowed(flow, conduits))
      : [],
  };
}
