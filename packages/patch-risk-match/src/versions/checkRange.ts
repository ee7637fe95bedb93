import { checkVers } from './checkVers';
import { compareVersions } from './compareVersions';
import type { VersionInterval, VersionRange } from './parseRange';
import type { Version } from './parseVersion';

/** Where a version stands to a range. */
export type RangeCheck = 'inside' | 'outside' | 'all-versions' | 'incomparable';

function checkInterval(
  { lower, upper }: VersionInterval,
  version: Version,
): RangeCheck {
  let isSettled = true;
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
