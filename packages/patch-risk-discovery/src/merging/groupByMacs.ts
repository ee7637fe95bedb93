import { CONTESTED } from './CONTESTED';
import type { Observation } from './Observation';
import { spreadLabels } from './spreadLabels';
import { UnionFind } from './UnionFind';

/** Keys by which an observation is joined through its MACs, and the vendor of its serial made comparable. */
export interface JoiningKeys {
  /** MACs that are not a router's. */
  macsOf: (member: number) => readonly string[];
  /** After people's aliases. */
  serialVendorOf: (member: number) => string | undefined;
}

/**
 * Joins by vendor and serial, then by MACs. Every serial number is an anchor: a device has one. What
 * has none goes to the anchor that its MACs reach in the fewest steps; what two anchors reach at once
 * stays apart from both, joined with others of its kind. So no MAC bridges two serial numbers.
 *
 * @returns sets of positions in the list of observations
 */
export function groupByMacs(
  observations: readonly Observation[],
  keys: JoiningKeys,
): number[][] {
  const { macsOf, serialVendorOf } = keys;
  const members = observations.map((_, index) => index);
  const reach = UnionFind.create(members.length);
  reach.joinByKey(members, macsOf);

  const groups = UnionFind.create(members.length);
  const anchors = members.filter(
    member => observations[member].identity.serial !== undefined,
  );
  groups.joinByKey(anchors, member => {
    const { serial } = observations[member].identity;
    const vendor = serialVendorOf(member);
    const joined = vendor === undefined ? [] : [`vendor ${vendor} ${serial}`];
    // Two spellings of a vendor, or none: the same serial number behind the same MACs.
    if (macsOf(member).length > 0) {
      joined.push(`reach ${reach.find(member)} ${serial}`);
    }
    return joined;
  });
  // Before anything is joined to them, as joining moves the roots.
  const labels = new Map(anchors.map(anchor => [anchor, groups.find(anchor)]));
  const reached = spreadLabels({ labels, members, keysOf: macsOf });
  const unanchored: number[] = [];
  for (const member of members) {
    const label = reached.get(member);
    if (label === undefined || label === CONTESTED) unanchored.push(member);
    else groups.join(label, member);
  }
  // What is contested shares no MAC with what no anchor reaches.
  groups.joinByKey(unanchored, macsOf);
  groups.joinByKey(
    members.filter(member => isPlace(observations[member])),
    member => [observations[member].identity.candidate],
  );
  return groups.sets(members);
}

function isPlace({ identity }: Observation): boolean {
  return identity.basis === 'address' || identity.basis === 'record';
}
