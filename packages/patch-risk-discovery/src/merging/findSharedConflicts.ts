import type { DeviceConflict } from './DiscoveredDevice';
import type { Observation } from './Observation';

const SHOWN = 3;

interface Member {
  key: string;
  observations: readonly Observation[];
}

function saySide(
  { key, observations }: Member,
  bears: (observation: Observation) => boolean,
): string {
  const seen = observations.find(bears) ?? observations[0];
  const named = observations.find(({ serial }) => serial !== undefined);
  const serial = named ? `, serial number "${named.serial}"` : '';
  return `${key}${serial}, by ${seen.source} (${seen.record}), last ${seen.lastSeen}`;
}

/**
 * MACs and host names that several devices bear, told to each of them.
 *
 * @param options - `keysOf` the keys by which an observation may be joined; `isSettled` whether a
 *   person has said that two devices are different
 *
 * @returns conflicts by key of device
 */
export function findSharedConflicts(options: {
  kind: 'mac-of-several' | 'hostname-of-several';
  members: readonly Member[];
  keysOf: (observation: Observation) => readonly string[];
  nameOf: (key: string) => string;
  isSettled: (a: string, b: string) => boolean;
}): Map<string, DeviceConflict[]> {
  const { kind, members, keysOf, nameOf, isSettled } = options;
  const bearers = new Map<string, Set<Member>>();
  for (const member of members) {
    for (const observation of member.observations) {
      for (const key of keysOf(observation)) {
        const known = bearers.get(key);
        if (known) known.add(member);
        else bearers.set(key, new Set([member]));
      }
    }
  }
  const conflicts = new Map<string, DeviceConflict[]>();
  for (const [key, all] of bearers) {
    if (all.size < 2) continue;
    const sorted = [...all].sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const member of sorted) {
      // A name may stand for thousands; a few of them tell what is the matter.
      const others: Member[] = [];
      let settled = 0;
      for (const other of sorted) {
        if (other === member) continue;
        if (isSettled(member.key, other.key)) settled++;
        else others.push(other);
        if (others.length === SHOWN) break;
      }
      if (others.length === 0) continue;
      const shown = [member, ...others];
      const more = sorted.length - settled - shown.length;
      const about = nameOf(key);
      const what =
        kind === 'mac-of-several' ? `The MAC ${about}` : `The name ${about}`;
      const sides = shown.map(each =>
        saySide(each, observation => keysOf(observation).includes(key)),
      );
      const list = conflicts.get(member.key) ?? [];
      conflicts.set(member.key, list);
      list.push({
        kind,
        about,
        between: shown.map(each => each.key).sort(),
        text: `${what} stands for several devices: ${sides.join('; ')}${
          more > 0 ? `; and ${more} more` : ''
        }. They were not joined by it.`,
      });
    }
  }
  return conflicts;
}
