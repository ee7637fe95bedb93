import { checkRange, type RangeCheck } from './checkRange';
import { checkVers } from './checkVers';
import { parseRange } from './parseRange';
import { parseVersion } from './parseVersion';

/**
 * Makes a check of versions against a range as people and advisories write it: `1.1.1k`, `< 2.0`,
 * `>= 1.0, < 1.4`, `vers:deb/<3.0.11-1~deb12u2`.
 *
 * @returns undefined where the range cannot be read
 *
 * @public
 */
export function checkVersionText(
  rangeText: string,
): ((version: string) => RangeCheck) | undefined {
  const range = parseRange(rangeText);
  if (!range) return undefined;
  return text => {
    if (range.kind === 'vers') return checkVers(range, text);
    const version = parseVersion(text);
    return version ? checkRange(range, version) : 'incomparable';
  };
}
