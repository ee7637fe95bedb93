import { compareDigits } from './compareDigits';
import { createScheme } from './createScheme';

interface Token {
  /** A change between digits and letters counts as a hyphen. */
  separator: '.' | '-';
  text: string;
}

/** Qualifiers in their order; all others come after them, by the alphabet. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const SAME: ReadonlyMap<string, string> = new Map([
  ['cr', 'rc'],
  ['final', ''],
  ['ga', ''],
  ['release', ''],
]);
const SHORT: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

const isNumber = ({ text }: Token) => /^\d/.test(text);
const isNothing = ({ text }: Token) => text === '' || /^0+$/.test(text);

function tokensOf(version: string): Token[] {
  const tokens: Token[] = [];
  let separator: Token['separator'] = '-';
  for (const part of version.split(/([._-])/)) {
    if (/^[._-]$/.test(part)) {
      separator = part === '.' ? '.' : '-';
      continue;
    }
    const atoms = part.match(/\d+|\D+/g) ?? ['0'];
    for (const [index, atom] of atoms.entries()) {
      const isBeforeNumber = /^\d/.test(atoms[index + 1] ?? '');
      const short = isBeforeNumber ? SHORT.get(atom) : undefined;
      tokens.push({
        separator: index === 0 ? separator : '-',
        text: short ?? SAME.get(atom) ?? atom,
      });
    }
  }
  return trim(tokens);
}

/** Zeros and empty qualifiers go from the end, and from before each hyphen. */
function trim(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index];
    const isLast = kept.length === 0 || kept[0].separator === '-';
    if (!(isLast && index > 0 && isNothing(token))) kept.unshift(token);
  }
  return kept;
}

/** `.qualifier` = `-qualifier` < `-number` < `.number`. */
function rankOf(token: Token): number {
  if (!isNumber(token)) return 0;
  return token.separator === '-' ? 1 : 2;
}

function compareQualifiers(left: string, right: string): number {
  const [first, second] = [left, right].map(text => {
    const index = QUALIFIERS.indexOf(text);
    return index < 0 ? QUALIFIERS.length : index;
  });
  if (first !== second) return first - second;
  if (first < QUALIFIERS.length || left === right) return 0;
  return left < right ? -1 : 1;
}

function compareTokens(left: Token, right: Token): number {
  const rank = rankOf(left) - rankOf(right);
  if (rank !== 0) return rank;
  return isNumber(left)
    ? compareDigits(left.text, right.text)
    : compareQualifiers(left.text, right.text);
}

/** What stands for a token that the shorter version lacks. */
function padding(other: Token): Token {
  return isNumber(other)
    ? { separator: other.separator, text: '0' }
    : { separator: other.separator, text: '' };
}

/** Versions of Maven artefacts (Maven POM reference, "Version Order Specification"). */
export const mavenScheme = createScheme<Token[]>({
  name: 'maven',
  parse: text =>
    /^[0-9a-z][0-9a-z._+-]*$/i.test(text)
      ? tokensOf(text.toLowerCase())
      : undefined,
  order: (left, right) => {
    const length = Math.max(left.length, right.length);
    for (let index = 0; index < length; index++) {
      const [a, b] = [left[index], right[index]];
      const sign = compareTokens(a ?? padding(b), b ?? padding(a));
      if (sign !== 0) return sign;
    }
    return 0;
  },
});
