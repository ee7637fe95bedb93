// An upper bound that is not part of the range: "<V2.1", "All versions < V3.1", "prior to 4.2".
// The version ends where another condition or a remark begins.
const upperBound =
  /(?:<(?!=)|\b(?:prior to|before|earlier than|lower than)\b)\s{0,5}(?:versions?\s{1,5})?([^\s<>=|,;(&][^<>=|,;(&]{0,80})/gi;

const hasDigit = /\d/;

/**
 * The version with which a range of affected versions ends, which is the first that is fixed.
 *
 * @param range - As written by the publisher: `vers:all/<V2.1`, `>= 1.0 | < 2.0`.
 * @returns The version as written; undefined when there is no open upper bound or more than one.
 */
export function fixedVersionOfRange(range: string): string | undefined {
  const versions = new Set<string>();
  for (const match of range.slice(0, 1_000).matchAll(upperBound)) {
    const version = match[1].split(/\s(?:and|or|with|if|only|on)\s/i)[0].trim();
    if (hasDigit.test(version) && !version.includes(' /')) {
      versions.add(version);
    }
  }
  return versions.size === 1 ? [...versions][0] : undefined;
}
