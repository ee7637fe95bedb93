import { foldText } from '../names/foldText';

/**
 * A version in parts that can be ordered.
 *
 * @public
 */
export interface Version {
  /** As it was written. */
  text: string;
  /** Versions of different schemes are not comparable. */
  scheme: 'dotted' | 'date' | 'year';
  /** Letters before the first number, other than `v` and its like; part of the scheme. */
  train: string;
  /** The dotted numbers with the digits as written, because leading zeros can matter. */
  numbers: Array<{ value: number; digits: string }>;
  /** How many of the numbers stand before the first separator other than a dot: 3 in `5.3.0-64`. */
  coreLength: number;
  /** Named steps after the numbers, in the order of `TAGS`; 0 where absent. */
  tags: number[];
  /** Letters and numbers that no rule knows, for example the `b07` of `1.02b07`. */
  rest: Array<number | string>;
  /** True when the version ends in a placeholder, for example `5.x`. */
  wildcard: boolean;
}

const MAX_LENGTH = 80;
const MAX_ATOMS = 16;

/** Order of weight; a pre-release counts below none, hence its negative values. */
const TAGS = ['pre', 'r', 'sp', 'upd', 'patch', 'hf', 'build'] as const;

const TAG_OF_WORD: ReadonlyMap<string, (typeof TAGS)[number]> = new Map([
  ['r', 'r'],
  ['rev', 'r'],
  ['revision', 'r'],
  ['sp', 'sp'],
  ['servicepack', 'sp'],
  ['mp', 'sp'],
  ['sr', 'sp'],
  ['upd', 'upd'],
  ['update', 'upd'],
  ['up', 'upd'],
  ['patch', 'patch'],
  ['p', 'patch'],
  ['hf', 'hf'],
  ['hotfix', 'hf'],
  ['build', 'build'],
  ['bld', 'build'],
]);

const PRE_RELEASE_RANK: ReadonlyMap<string, number> = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['preview', -2],
  ['rc', -1],
]);

/** Short words that show that the text goes on in prose. */
const PROSE = new Set([
  'to',
  'and',
  'or',
  'the',
  'for',
  'if',
  'on',
  'in',
  'of',
  'no',
  'with',
  'only',
  'not',
  'from',
]);

/** Pre-releases of one rank are told apart by their number; a thousand of them is plenty. */
const PRE_RELEASE_STEP = 1000;

function schemeOf(numbers: Version['numbers']): Version['scheme'] {
  const first = numbers[0];
  if (first.digits.length === 8 && /^(19|20)\d{6}$/.test(first.digits)) {
    return 'date';
  }
  if (first.value >= 1995 && first.value <= 2099) return 'year';
  return 'dotted';
}

/**
 * Reads a firmware or software version: dotted numbers with or without `V`, service packs, updates,
 * hotfixes and builds (`V2.8.4 SP1 HF3`), letter suffixes (`1.02b07`), dates, years with release
 * (`2016 R2`), semantic versions.
 *
 * @returns undefined where the text is no version that could be compared; that is no error
 *
 * @public
 */
export function parseVersion(text: string): Version | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const folded = foldText(text)
    .replace(/service pack/g, 'sp')
    .replace(/\+[0-9a-z.-]*$/, '')
    .replace(/ \((build [^)]*)\)/, ' $1')
    .replace(
      /^(?:(?:version|versions|ver|firmware|fw|release|rel|rev)\b[.:]? ?)+/,
      '',
    )
    .replace(/^(?:fw|v|r)\.? ?(?=\d)/, '')
    .trim();
  if (!/\d/.test(folded) || !/^[0-9a-z._() -]+$/.test(folded)) return undefined;

  const atoms = folded.match(/\d+|[a-z]+/g) ?? [];
  if (atoms.length > MAX_ATOMS) return undefined;
  let train = '';
  let wildcard = false;
  const numbers: Version['numbers'] = [];
  const tags = TAGS.map(() => 0);
  const rest: Version['rest'] = [];
  for (let index = 0; index < atoms.length; index++) {
    const atom = atoms[index];
    const next = atoms[index + 1];
    if (/^\d/.test(atom)) {
      if (atom.length > 15) return undefined;
      const untagged = rest.length === 0 && tags.every(value => value === 0);
      if (untagged) numbers.push({ value: Number(atom), digits: atom });
      else rest.push(Number(atom));
      continue;
    }
    if (numbers.length === 0) {
      if (train !== '' || atom.length > 6) return undefined;
      train = atom;
      continue;
    }
    if (/^x+$/.test(atom) && atoms.slice(index).every(a => /^x+$/.test(a))) {
      wildcard = true;
      break;
    }
    const preRank = PRE_RELEASE_RANK.get(atom);
    const tag = TAG_OF_WORD.get(atom);
    const hasNumber = next !== undefined && /^\d/.test(next);
    if (preRank !== undefined && rest.length === 0) {
      const step = hasNumber ? Number(next) : 0;
      if (step >= PRE_RELEASE_STEP) return undefined;
      tags[0] = preRank * PRE_RELEASE_STEP + step;
      if (hasNumber) index++;
    } else if (
      tag !== undefined &&
      hasNumber &&
      rest.length === 0 &&
      tags[TAGS.indexOf(tag)] === 0
    ) {
      if (next.length > 15) return undefined;
      // One is added so that a step numbered 0 still differs from no step at all.
      tags[TAGS.indexOf(tag)] = Number(next) + 1;
      index++;
    } else {
      // A long unknown word is prose, for example a condition after the version.
      if (atom.length > 4 || PROSE.has(atom)) return undefined;
      rest.push(atom);
    }
  }
  if (numbers.length === 0) return undefined;
  if (wildcard && (rest.length > 0 || tags.some(value => value !== 0))) {
    return undefined;
  }
  return {
    text: text.trim(),
    scheme: schemeOf(numbers),
    train,
    numbers,
    coreLength: (/\d+(?:\.\d+)*/.exec(folded)?.[0] ?? '').split('.').length,
    tags,
    rest,
    wildcard,
  };
}
