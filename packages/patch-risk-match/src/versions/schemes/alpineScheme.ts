import { compareDigits } from './compareDigits';
import { compareLists } from './compareLists';
import { compareRanked, type Ranked } from './compareRanked';
import { createScheme } from './createScheme';

interface AlpineVersion {
  numbers: string[];
  letter: string;
  suffixes: Ranked[];
  revision: string;
}

/** Suffixes in their order; those before the plain version have negative ranks. */
const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 1],
  ['svn', 2],
  ['git', 3],
  ['hg', 4],
  ['p', 5],
]);

const PATTERN =
  /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/;

/** After the first number, one with a leading zero is read as digits after a point: `1.05` < `1.1`. */
function compareNumbers(left: string, right: string, index: number): number {
  if (index > 0 && (/^0\d/.test(left) || /^0\d/.test(right))) {
    const [first, second] = [left, right].map(text => text.replace(/0+$/, ''));
    if (first === second) return left.length - right.length;
    return first < second ? -1 : 1;
  }
  return compareDigits(left, right);
}

function compareAllNumbers(left: AlpineVersion, right: AlpineVersion): number {
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.numbers[index], right.numbers[index]];
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const sign = compareNumbers(a, b, index);
    if (sign !== 0) return sign;
  }
  return 0;
}

/** Versions of Alpine packages (apk-tools): numbers, one letter, suffixes, `-r` and a revision. */
export const alpineScheme = createScheme<AlpineVersion>({
  name: 'apk',
  parse: text => {
    const match = PATTERN.exec(text);
    return match
      ? {
          numbers: match[1].split('.'),
          letter: match[2],
          suffixes: [...match[3].matchAll(/_([a-z]+)(\d*)/g)].map(
            ([, name, number]) => [SUFFIXES.get(name) ?? 0, number || '0'],
          ),
          revision: match[4] ?? '0',
        }
      : undefined;
  },
  order: (left, right) => {
    const sign = compareAllNumbers(left, right);
    if (sign !== 0) return sign;
    if (left.letter !== right.letter) {
      return left.letter < right.letter ? -1 : 1;
    }
    return (
      compareLists(left.suffixes, right.suffixes, compareRanked) ||
      compareDigits(left.revision, right.revision)
    );
  },
});
