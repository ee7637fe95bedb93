import { applyVerdicts } from './applyVerdicts';
import { compareAge } from './compareAge';
import { describeDevice } from './describeDevice';
import type { DeviceConflict, DiscoveredDevice } from './DiscoveredDevice';
import { findCardConflicts } from './findCardConflicts';
import { findFieldConflicts } from './findFieldConflicts';
import { findSharedConflicts } from './findSharedConflicts';
import { groupByHostnames } from './groupByHostnames';
import { groupByMacs } from './groupByMacs';
import type { MergeRules } from './MergeRules';
import type { Observation } from './Observation';
import { ownKeyOf } from './ownKeyOf';
import { resolveStatus } from './resolveStatus';
import { vendorOfSerial } from './vendorOfSerial';

/** A device with the observations that it is made of. */
export interface BuiltDevice {
  device: DiscoveredDevice;
  observations: Observation[];
}

/** MACs that stand for so many host names that they must be a router's. */
function findRouterMacs(
  observations: readonly Observation[],
  most: number,
): Set<string> {
  const names = new Map<string, Set<string>>();
  for (const { identity } of observations) {
    if (identity.hosts.length === 0) continue;
    for (const mac of identity.macs) {
      const known = names.get(mac) ?? new Set<string>();
      names.set(mac, known);
      // One name of those that a sighting gives: the others are spellings of it.
      known.add(identity.hosts[0]);
    }
  }
  return new Set(
    [...names].filter(([, { size }]) => size > most).map(([mac]) => mac),
  );
}

/** For each key of a device the position of the oldest observation that bears it, and all of them. */
function readBearers(observations: readonly Observation[]) {
  const bearers = new Map<string, Set<number>>();
  const candidates = observations.map(({ identity, id }) => [
    identity.key,
    ownKeyOf(id),
  ]);
  for (const [member, keys] of candidates.entries()) {
    for (const key of keys) {
      const known = bearers.get(key);
      if (known) known.add(member);
      else bearers.set(key, new Set([member]));
    }
  }
  return {
    keyOf: (member: number) => candidates[member][0],
    ownKeyOf: (member: number) => candidates[member][1],
    bearersOf: (key: string): ReadonlySet<number> =>
      bearers.get(key) ?? new Set(),
    ownerOf: (key: string): number | undefined => {
      const [owner] = bearers.get(key) ?? [];
      return owner;
    },
  };
}

/**
 * The devices of observations that are linked by keys of identity. A function of the set alone: the
 * order of the observations does not matter.
 */
export function buildDevices(
  linked: readonly Observation[],
  rules: MergeRules,
): BuiltDevice[] {
  // The oldest first: then the least position is the oldest everywhere below.
  const observations = [...linked].sort(compareAge);
  const routers = findRouterMacs(observations, rules.hostnamesOfRouter);
  const macs = observations.map(({ identity }) =>
    identity.macs.filter(mac => !routers.has(mac)),
  );
  const macsOf = (member: number) => macs[member];
  const serialVendorOf = (member: number) =>
    vendorOfSerial(observations[member], rules);
  const byMacs = groupByMacs(observations, { macsOf, serialVendorOf });
  const automatic = groupByHostnames({ observations, sets: byMacs, macsOf });
  const keys = readBearers(observations);
  const sets = applyVerdicts({
    sets: automatic,
    size: observations.length,
    verdicts: rules,
    ownerOf: keys.ownerOf,
    bearersOf: keys.bearersOf,
    keysOf: member => {
      const { serial, hosts, candidate } = observations[member].identity;
      const vendor = serialVendorOf(member);
      return [
        candidate,
        ...macs[member],
        ...hosts,
        ...(serial && vendor ? [`vendor ${vendor} ${serial}`] : []),
      ];
    },
  });
  const built = sets.map(set => {
    const members = [...set].sort((a, b) => a - b);
    const owned = members.filter(
      member => keys.ownerOf(keys.keyOf(member)) === member,
    );
    // Where older devices own all its keys, the device is named after its oldest observation alone.
    const named = owned[0] ?? members[0];
    const key =
      owned.length > 0 ? keys.keyOf(named) : keys.ownKeyOf(members[0]);
    const own = members.map(member => observations[member]);
    const device = describeDevice({
      key,
      aliases: owned.slice(1).map(keys.keyOf).sort(),
      basis: observations[named].identity.basis,
      observations: own,
      rules,
    });
    const status = resolveStatus(
      [key, ...device.aliases, ...members.map(keys.ownKeyOf)],
      rules.statuses,
    );
    device.status = status.status;
    const isGlobal = (mac: string) => rules.macKind(mac) === 'global';
    device.conflicts = [
      ...findFieldConflicts(device.fields, rules),
      ...findCardConflicts(own, isGlobal),
      ...status.conflicts,
    ];
    return { device, observations: own };
  });
  if (built.length > 1) addShared(built, { rules, routers });
  return built;
}

function addShared(
  built: readonly BuiltDevice[],
  context: { rules: MergeRules; routers: ReadonlySet<string> },
) {
  const { rules, routers } = context;
  const keyOf = new Map<string, string>();
  for (const { device } of built) {
    for (const key of [device.key, ...device.aliases]) {
      keyOf.set(key, device.key);
    }
  }
  const settled = new Set(
    rules.different.map(pair =>
      pair
        .map(key => keyOf.get(key) ?? key)
        .sort()
        .join(' '),
    ),
  );
  const shared = {
    members: built.map(({ device, observations }) => ({
      key: device.key,
      observations,
    })),
    isSettled: (a: string, b: string) => settled.has([a, b].sort().join(' ')),
  };
  const found: Array<Map<string, DeviceConflict[]>> = [
    findSharedConflicts({
      ...shared,
      kind: 'mac-of-several',
      keysOf: ({ identity }) => identity.macs.filter(mac => !routers.has(mac)),
      nameOf: mac => mac,
    }),
    findSharedConflicts({
      ...shared,
      kind: 'hostname-of-several',
      keysOf: ({ identity }) => identity.hosts,
      nameOf: host => {
        const [site, name] = JSON.parse(host.slice('host '.length)) as string[];
        return site === '' ? name : `${name} at ${site}`;
      },
    }),
  ];
  for (const { device } of built) {
    for (const conflicts of found) {
      device.conflicts.push(...(conflicts.get(device.key) ?? []));
    }
  }
}
