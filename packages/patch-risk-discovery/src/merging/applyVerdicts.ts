import { CONTESTED } from './CONTESTED';
import { spreadLabels } from './spreadLabels';
import { UnionFind } from './UnionFind';

/** Pairs of keys of devices that a person said to be the same or different. */
export interface Verdicts {
  same: ReadonlyArray<[string, string]>;
  different: ReadonlyArray<[string, string]>;
}

function split(options: {
  set: number[];
  pair: [number, number];
  bearersOf: (owner: number) => ReadonlySet<number>;
  automatic: ReadonlyMap<number, number>;
  same: ReadonlyArray<[number, number]>;
  keysOf: (member: number) => readonly string[];
}): number[][] {
  const { set, pair, bearersOf, automatic, same, keysOf } = options;
  const together = automatic.get(pair[0]) === automatic.get(pair[1]);
  const labels = new Map<number, number>();
  const sides = [bearersOf(pair[0]), bearersOf(pair[1])];
  for (const member of set) {
    for (const owner of pair) {
      const isOwn =
        owner === member ||
        sides[pair.indexOf(owner)].has(member) ||
        (!together && automatic.get(member) === automatic.get(owner));
      // What bears both keys goes with the first.
      if (isOwn && !labels.has(member)) labels.set(member, owner);
    }
  }
  labels.set(pair[1], pair[1]);
  // First to what a person said to be the same, then to what shares a key.
  const said = spreadLabels({
    labels,
    members: set,
    keysOf: member => [
      ...same.flatMap(([a, b]) =>
        a === member || b === member ? [`same ${a} ${b}`] : [],
      ),
      ...(together ? [] : [`group ${automatic.get(member)}`]),
    ],
  });
  for (const [member, label] of said) {
    if (label === CONTESTED) said.delete(member);
  }
  const reached = spreadLabels({ labels: said, members: set, keysOf });
  const second = set.filter(member => reached.get(member) === pair[1]);
  return [set.filter(member => reached.get(member) !== pair[1]), second];
}

/**
 * Joins what people said to be the same, and splits what they said to be different; what stands
 * between two that are different goes with the first of the pair.
 *
 * @param options - `ownerOf` is the position of the oldest observation that bears a key, undefined
 *   where none does; `bearersOf` all positions that bear the key of an owner; pairs are sorted, the older first
 */
export function applyVerdicts(options: {
  sets: number[][];
  size: number;
  verdicts: Verdicts;
  ownerOf: (key: string) => number | undefined;
  bearersOf: (key: string) => ReadonlySet<number>;
  keysOf: (member: number) => readonly string[];
}): number[][] {
  const { sets, size, verdicts, ownerOf, keysOf } = options;
  const automatic = new Map<number, number>();
  const joined = UnionFind.create(size);
  for (const [index, set] of sets.entries()) {
    for (const member of set) {
      automatic.set(member, index);
      joined.join(set[0], member);
    }
  }
  const keyOfOwner = new Map<number, string>();
  const read = (pairs: ReadonlyArray<[string, string]>) =>
    pairs.flatMap(([a, b]): Array<[number, number]> => {
      const [left, right] = [ownerOf(a), ownerOf(b)];
      if (left === undefined || right === undefined || left === right) {
        return [];
      }
      keyOfOwner.set(left, a).set(right, b);
      return [left < right ? [left, right] : [right, left]];
    });
  const same = read(verdicts.same);
  for (const [a, b] of same) joined.join(a, b);
  let result = joined.sets(Array.from({ length: size }, (_, index) => index));
  for (const pair of read(verdicts.different)) {
    result = result.flatMap(set =>
      set.includes(pair[0]) && set.includes(pair[1])
        ? split({
            set,
            pair,
            bearersOf: owner =>
              options.bearersOf(keyOfOwner.get(owner) as string),
            automatic,
            same,
            keysOf,
          })
        : [set],
    );
  }
  return result;
}
