import { AddressSet } from './AddressSet';
import type { Firewall } from './firewall/Firewall';
import type { OpenPorts } from './firewall/openPorts';
import type { FirewallSource } from './ReachSettings';
import type { ReachPath } from './ReachPath';
import type { ZoneModel } from './ZoneModel';

/** More are told in sum only. */
const MOST_PATHS = 50;
const MOST_PORTS_TEXT = 200;

/** A firewall with the zones before and behind it. */
export interface PlacedFirewall {
  firewall: Firewall;
  source: Pick<FirewallSource, 'sourceZones' | 'destinationZones'>;
}

interface Opening extends Omit<OpenPorts, 'rule'> {
  rules: string[];
}

function intersect(
  one: readonly Opening[],
  other: readonly Opening[],
): Opening[] {
  return one.flatMap(left =>
    other
      .filter(({ protocol }) => protocol === left.protocol)
      .map(right => ({
        protocol: left.protocol,
        ports: left.ports.flatMap(([low, high]) =>
          right.ports
            .map(([from, to]): [number, number] => [
              Math.max(low, from),
              Math.min(high, to),
            ])
            .filter(([from, to]) => from <= to),
        ),
        rules: [...left.rules, ...right.rules],
        isCertain: left.isCertain && right.isCertain,
      }))
      .filter(({ ports }) => ports.length > 0),
  );
}

function pathsFrom(options: {
  zone: ReturnType<ZoneModel['zoneOf']> & {};
  ownZone: string | undefined;
  sources: AddressSet;
  destination: bigint;
  firewalls: readonly PlacedFirewall[];
}): ReachPath[] {
  const { zone, ownZone, sources, destination, firewalls } = options;
  const onTheWay = firewalls.filter(
    ({ source }) =>
      (source.sourceZones?.includes(zone.name) ?? true) &&
      (source.destinationZones?.includes(ownZone ?? '') ?? true),
  );
  if (onTheWay.length === 0) {
    return [];
  }
  const [first, ...rest] = onTheWay.map(({ firewall }) =>
    firewall.open({ zone: zone.name, sources, destination }).map(
      (open): Opening => ({
        ...open,
        rules: [`${firewall.name}: ${open.rule ?? 'no rule, so the rest'}`],
      }),
    ),
  );
  return rest.reduce(intersect, first).map(({ ports, ...open }) => ({
    zone: zone.name,
    kind: zone.kind,
    protocol: open.protocol,
    ports: ports
      .map(([low, high]) => (low === high ? String(low) : `${low}-${high}`))
      .join(', ')
      .slice(0, MOST_PORTS_TEXT),
    isWhole: ports.some(([low, high]) => low <= 1 && high === 65_535),
    rules: open.rules,
    isCertain: open.isCertain,
  }));
}

/**
 * Which zones the firewalls let through to a device, and on which ports: those that all firewalls on the way open. Which
 * firewalls stand on the way is what the configuration says of them; routes are not followed.
 */
export function findPaths(options: {
  address: string;
  zones: ZoneModel;
  firewalls: readonly PlacedFirewall[];
}): ReachPath[] {
  const { address, zones, firewalls } = options;
  const destination = AddressSet.place(address);
  const ownZone = zones.zoneOf(address)?.name;
  if (destination === undefined || firewalls.length === 0) {
    return [];
  }
  return zones.zones
    .filter(({ name }) => name !== ownZone)
    .flatMap(zone =>
      pathsFrom({
        zone,
        ownZone,
        sources: zones.addressesOf(zone.name) ?? AddressSet.none,
        destination,
        firewalls,
      }),
    )
    .slice(0, MOST_PATHS);
}
