import { CONTESTED } from './CONTESTED';

/**
 * Spreads labels from members to those that share a key with them, step by step. A member takes the
 * label that reaches it in the fewest steps; one that several reach at once is contested, and so is
 * whoever is reached only through it. The result does not depend on the order of members or keys.
 *
 * @returns label of each member that was reached
 */
export function spreadLabels(options: {
  labels: ReadonlyMap<number, number>;
  members: readonly number[];
  keysOf: (member: number) => Iterable<string>;
}): Map<number, number> {
  const { labels, members, keysOf } = options;
  const membersOf = new Map<string, number[]>();
  for (const member of members) {
    for (const key of keysOf(member)) {
      const known = membersOf.get(key);
      if (known) known.push(member);
      else membersOf.set(key, [member]);
    }
  }
  const reached = new Map(labels);
  const spent = new Set<string>();
  let frontier = [...labels.keys()];
  while (frontier.length > 0) {
    const labelOfKey = new Map<string, number>();
    for (const member of frontier) {
      const label = reached.get(member)!;
      for (const key of keysOf(member)) {
        if (spent.has(key)) continue;
        const other = labelOfKey.get(key) ?? label;
        labelOfKey.set(key, other === label ? label : CONTESTED);
      }
    }
    const next = new Map<number, number>();
    for (const [key, label] of labelOfKey) {
      spent.add(key);
      for (const member of membersOf.get(key) ?? []) {
        if (reached.has(member)) continue;
        const other = next.get(member) ?? label;
        next.set(member, other === label ? label : CONTESTED);
      }
    }
    for (const [member, label] of next) reached.set(member, label);
    frontier = [...next.keys()];
  }
  return reached;
}
