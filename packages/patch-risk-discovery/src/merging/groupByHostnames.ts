import type { Observation } from './Observation';
import { UnionFind } from './UnionFind';

interface HostGroup {
  serials: Set<string>;
  hasMacs: boolean;
  hosts: Set<string>;
}

/** At most one serial number and one set of MACs: then nothing speaks against their being one device. */
function fits(groups: readonly HostGroup[]): boolean {
  const serials = new Set(groups.flatMap(({ serials: own }) => [...own]));
  const withMacs = groups.filter(({ hasMacs }) => hasMacs).length;
  return serials.size <= 1 && withMacs <= 1;
}

function readGroup(
  members: readonly number[],
  observations: readonly Observation[],
  macsOf: (member: number) => readonly string[],
): HostGroup {
  const group: HostGroup = {
    serials: new Set(),
    hasMacs: members.some(member => macsOf(member).length > 0),
    hosts: new Set(),
  };
  for (const member of members) {
    const { serial, hosts } = observations[member].identity;
    if (serial !== undefined) group.serials.add(serial);
    for (const host of hosts) group.hosts.add(host);
  }
  return group;
}

/**
 * Joins groups by host name and site, the weakest identity: a name joins only where those that bear
 * it have together at most one serial number and one set of MACs. A name that stands for more joins
 * nothing that has a serial number or MACs; those that have neither and bear it are one device.
 *
 * @param sets - positions of observations, as `groupByMacs` gives them
 */
export function groupByHostnames(options: {
  observations: readonly Observation[];
  sets: number[][];
  macsOf: (member: number) => readonly string[];
}): number[][] {
  const { observations, sets, macsOf } = options;
  const groups = sets.map(members => readGroup(members, observations, macsOf));
  const all = groups.map((_, index) => index);
  const bearers = new Map<string, number[]>();
  for (const [index, { hosts }] of groups.entries()) {
    for (const host of hosts) {
      const known = bearers.get(host);
      if (known) known.push(index);
      else bearers.set(host, [index]);
    }
  }
  const doubtful = new Set<string>();
  const collect = (indices: readonly number[]) =>
    indices.map(index => groups[index]);
  for (const [host, indices] of bearers) {
    if (!fits(collect(indices))) doubtful.add(host);
  }
  const sure = UnionFind.create(groups.length);
  const hostsOf = (isDoubtful: boolean) => (index: number) =>
    [...groups[index].hosts].filter(host => doubtful.has(host) === isDoubtful);
  sure.joinByKey(all, hostsOf(false));
  // Two names may chain what neither joins alone; then none of them is to be trusted.
  for (const indices of sure.sets(all)) {
    if (fits(collect(indices))) continue;
    for (const index of indices) {
      for (const host of groups[index].hosts) doubtful.add(host);
    }
  }
  const joined = UnionFind.create(groups.length);
  joined.joinByKey(all, hostsOf(false));
  const isBare = ({ serials, hasMacs }: HostGroup) =>
    serials.size === 0 && !hasMacs;
  const bare = joined
    .sets(all)
    .filter(indices => collect(indices).every(isBare))
    .flat();
  joined.joinByKey(bare, hostsOf(true));
  return joined.sets(all).map(indices => indices.flatMap(index => sets[index]));
}
