import { checkVers } from './checkVers';
import { compareVersions } from './compareVersions';
import type { VersionInterval, VersionRange } from './parseRange';
import type { Version } from './parseVersion';

/**
 * Where a version stands to a range.
 *
 * @public
 */
export type RangeCheck = 'inside' | 'outside' | 'all-versions' | 'incomparable';

/**
 * Whether a version is all that comes before the build or suffix of a bound: `1.02.01` beside
 * `1.02.01 (build 229)`. Inventories often leave the build out.
 */
function isWithoutBuild(version: Version, bound: Version): boolean {
  const build = bound.tags[bound.tags.length - 1];
  // `9.2c` is no build of 9.2 but what comes after it.
  const isLetter =
    bound.rest.length === 1 && /^[a-z]$/.test(String(bound.rest[0]));
  const saysMore =
    bound.numbers.length > bound.coreLength ||
    (bound.rest.length > 0 && !isLetter) ||
    build !== 0;
  const isPlain =
    version.numbers.length === version.coreLength &&
    version.rest.length === 0 &&
    version.tags.every(tag => tag === 0);
  return (
    saysMore &&
    isPlain &&
    bound.coreLength > 1 &&
    version.coreLength === bound.coreLength &&
    version.numbers.every(({ value }, i) => value === bound.numbers[i].value) &&
    bound.tags.slice(0, -1).every(tag => tag === 0)
  );
}

function checkInterval(
  { lower, upper }: VersionInterval,
  version: Version,
): RangeCheck {
  let isSettled = true;
  if (upper && isWithoutBuild(version, upper.version)) {
    // Up to a build of this very version, or this very version: it is meant. Before the build: who knows.
    return upper.inclusive ? 'inside' : 'incomparable';
  }
  if (lower) {
    const sign = compareVersions(version, lower.version);
    if (sign === undefined) isSettled = false;
    else if (sign < 0 || (sign === 0 && !lower.inclusive)) return 'outside';
  }
  if (upper) {
    const sign = compareVersions(version, upper.version);
    if (sign === undefined) isSettled = false;
    else if (sign > 0 || (sign === 0 && !upper.inclusive)) return 'outside';
  }
  return isSettled ? 'inside' : 'incomparable';
}

/**
 * Tells whether a version belongs to a range. One interval that surely holds it is enough; where
 * none does and one cannot be compared, the answer is `incomparable`, never `outside`.
 */
export function checkRange(range: VersionRange, version: Version): RangeCheck {
  if (range.kind === 'all') return 'all-versions';
  if (range.kind === 'vers') return checkVers(range, version.text);
  let answer: RangeCheck = 'outside';
  for (const interval of range.intervals) {
    const check = checkInterval(interval, version);
    if (check === 'inside') return 'inside';
    if (check === 'incomparable') answer = 'incomparable';
  }
  return answer;
}
