import { compareDigits } from './compareDigits';
import { compareLists } from './compareLists';
import { createScheme } from './createScheme';

interface SemanticVersion {
  numbers: string[];
  preRelease: string[];
}

const PATTERN =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]+)?$/i;

function compareIdentifiers(left?: string, right?: string): number {
  // Of two pre-releases that agree so far, the one that says more comes later.
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  const [isNumber, isOtherNumber] = [left, right].map(text =>
    /^\d+$/.test(text),
  );
  if (isNumber && isOtherNumber) return compareDigits(left, right);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Reads and orders as semver.org 2.0.0 (11) says; `v1` and `1.2` stand for `1.0.0` and `1.2.0`. */
const rules = {
  parse: (text: string): SemanticVersion | undefined => {
    const match = PATTERN.exec(text);
    return (
      match?.slice(1, 4) && {
        numbers: match.slice(1, 4).map(number => number ?? '0'),
        preRelease: match[4]?.split('.') ?? [],
      }
    );
  },
  order: (left: SemanticVersion, right: SemanticVersion): number => {
    const sign = compareLists(left.numbers, right.numbers, (a = '0', b = '0') =>
      compareDigits(a, b),
    );
    if (sign !== 0) return sign;
    // A release comes after each of its pre-releases.
    const isRelease = left.preRelease.length === 0;
    const isOtherRelease = right.preRelease.length === 0;
    if (isRelease || isOtherRelease) {
      return Number(isRelease) - Number(isOtherRelease);
    }
    return compareLists(left.preRelease, right.preRelease, compareIdentifiers);
  },
};

/** Semantic versions (semver.org 2.0.0), as npm and Cargo have them. */
export const semanticScheme = createScheme({ name: 'semver', ...rules });

/**
 * Versions of Go modules: semantic versions with `v`. A pseudo-version
 * (`v0.0.0-20191109021931-daa7c04131f5`) is a pre-release and ordered as such; `+incompatible` says
 * nothing about the order (go.dev/ref/mod#versions).
 */
export const goScheme = createScheme({ name: 'golang', ...rules });
