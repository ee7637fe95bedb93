/**
 * Weakness groups that the models know, by CWE number. A weakness outside of
 * these groups is "other" and has no feature of its own.
 */
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  memory: [
    119, 120, 121, 122, 124, 125, 126, 127, 129, 131, 134, 190, 191, 369, 415,
    416, 457, 476, 674, 680, 763, 787, 788, 823, 824, 825, 843, 908,
  ],
  codeInjection: [74, 77, 78, 88, 94, 95, 96, 98, 913, 917, 1321, 1336, 502],
  sqlInjection: [89, 564, 943],
  crossSite: [79, 80, 87, 352, 601, 1021],
  file: [22, 23, 24, 35, 36, 59, 73, 427, 426, 434, 552, 611, 918],
  access: [
    254, 259, 264, 266, 269, 276, 284, 285, 287, 288, 290, 294, 305, 306, 321,
    425, 521, 522, 639, 697, 798, 862, 863, 1188, 1391,
  ],
};

const GROUP_OF = new Map<number, string>();
for (const [group, numbers] of Object.entries(GROUPS)) {
  for (const number of numbers) {
    GROUP_OF.set(number, group);
  }
}

/** Names of the weakness groups, in the order of the features. */
export const CWE_GROUP_NAMES: readonly string[] = Object.keys(GROUPS);

/**
 * The groups that a list of CWE identifiers (`CWE-79`, `79`) touches;
 * `undefined` when the list names no weakness at all (empty, or only entries
 * such as `NVD-CWE-noinfo`).
 */
export function cweGroups(
  cwes: readonly string[],
): ReadonlySet<string> | undefined {
  const groups = new Set<string>();
  let named = false;
  for (const cwe of cwes) {
    const number = /^\s*(?:CWE-)?0*(\d{1,5})(?!\d)/i.exec(cwe)?.[1];
    if (number !== undefined) {
      named = true;
      const group = GROUP_OF.get(Number(number));
      if (group) {
        groups.add(group);
      }
    }
  }
  return named ? groups : undefined;
}
