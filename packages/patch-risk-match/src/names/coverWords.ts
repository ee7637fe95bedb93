import type { ProductName, ProductWord } from './readProductName';

const MAX_JOINED = 3;

type Runs = ReadonlyMap<string, number[][]>;

/** A name meets many others; its runs stay with it. */
const runsOf = new WeakMap<ProductName, Runs>();

function joinedRuns(name: ProductName): Runs {
  const known = runsOf.get(name);
  if (known) return known;
  const runs = readRuns(name.words);
  runsOf.set(name, runs);
  return runs;
}

/** Runs of up to three neighbouring words, joined: `S7 1500` and `S7-1500` become the same text. */
function readRuns(words: readonly ProductWord[]): Runs {
  const runs = new Map<string, number[][]>();
  for (let start = 0; start < words.length; start++) {
    let joined = '';
    const indexes: number[] = [];
    for (let length = 0; length < MAX_JOINED; length++) {
      const word = words[start + length];
      if (!word) break;
      joined += word.compact;
      indexes.push(start + length);
      runs.set(joined, [...(runs.get(joined) ?? []), [...indexes]]);
    }
  }
  return runs;
}

/**
 * Finds which words of one name occur in the other, however they are spaced or hyphenated.
 *
 * @returns for each of the two names the indexes of its words that the other holds too
 */
export function coverWords(
  left: ProductName,
  right: ProductName,
): { left: Set<number>; right: Set<number> } {
  const covered = { left: new Set<number>(), right: new Set<number>() };
  const rightRuns = joinedRuns(right);
  for (const [joined, leftRuns] of joinedRuns(left)) {
    const found = rightRuns.get(joined);
    if (!found) continue;
    for (const run of leftRuns) for (const i of run) covered.left.add(i);
    for (const run of found) for (const i of run) covered.right.add(i);
  }
  for (const [index, { pattern }] of left.words.entries()) {
    if (!pattern) continue;
    for (const [other, word] of right.words.entries()) {
      if (pattern.test(word.compact)) {
        covered.left.add(index);
        covered.right.add(other);
      }
    }
  }
  return covered;
}
