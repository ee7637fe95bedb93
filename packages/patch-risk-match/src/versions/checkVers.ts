import type { RangeCheck } from './checkRange';
import type { VersRange } from './parseVers';

/**
 * Tells whether a version belongs to a `vers:` range, by the algorithm of its specification
 * ("Checking if a version is contained in a range").
 */
export function checkVers(range: VersRange, version: string): RangeCheck {
  const signs: { comparator: string; sign: number }[] = [];
  for (const constraint of range.constraints) {
    const sign = range.scheme.compare(version, constraint.version);
    if (sign === undefined) return 'incomparable';
    signs.push({ comparator: constraint.comparator, sign });
  }
  const equal = signs.filter(({ sign }) => sign === 0);
  if (equal.some(({ comparator }) => comparator === '!=')) return 'outside';
  if (equal.some(({ comparator }) => comparator.endsWith('='))) return 'inside';
  const bounds = signs.filter(({ comparator }) => /^[<>]/.test(comparator));
  // Without bounds, a list of exclusions holds everything else.
  if (bounds.length === 0) {
    const isExclusion = signs.every(({ comparator }) => comparator === '!=');
    return isExclusion ? 'inside' : 'outside';
  }
  const isBelow = (index: number) =>
    bounds[index].comparator.startsWith('<') && bounds[index].sign < 0;
  const isAbove = (index: number) =>
    bounds[index].comparator.startsWith('>') && bounds[index].sign > 0;
  if (isBelow(0) || isAbove(bounds.length - 1)) return 'inside';
  for (let index = 1; index < bounds.length; index++) {
    if (isAbove(index - 1) && isBelow(index)) return 'inside';
  }
  return 'outside';
}
