import { foldText } from '../names/foldText';
import { parseVers, type VersRange } from './parseVers';
import { parseVersion, type Version } from './parseVersion';

/** One end of an interval of versions. */
export interface VersionBound {
  version: Version;
  inclusive: boolean;
}

/** Versions between two bounds; a missing bound is open. */
export interface VersionInterval {
  lower?: VersionBound;
  upper?: VersionBound;
}

/** A set of versions: every one, a union of intervals, or a range in the scheme of its software. */
export type VersionRange =
  | { kind: 'all' }
  | { kind: 'intervals'; intervals: VersionInterval[] }
  | VersRange;

type Operator = '<' | '<=' | '>' | '>=' | '=';
interface Constraint {
  operator: Operator;
  version: Version;
}

const MAX_LENGTH = 500;
/** Databases list every version there is, one after the other. */
const MAX_VERS_LENGTH = 100_000;
/** A range that holds under a condition holds for we know not whom. */
const CONDITION = /\b(?:if|with|without|only|when|except|using)\b/;
const FILLER =
  /\b(?:all|any|affected|firmware|bios|software|product|os|fw)\b(?= |$)|\bversions?\b:?/g;

/** Texts that say "every version" and nothing else. */
const ALL =
  /^(?:\*|all|any|all (?:known |supported |firmware |software |bios )*versions?|vers:[a-z0-9.-]*\/\*|all firmware(?: versions?)?|versions? all|-)$/;

const WORDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/≤|=</g, '<='],
  [/≥|=>/g, '>='],
  [
    /\b(?:from|between) (\S+(?: (?:sp|upd|update|hf|build|r) ?\d+)*) (?:to|through|and|up to) (\S.*)$/g,
    '>= $1 | <= $2',
  ],
  [/^(v?\d\S*) (?:to|through|thru) (v?\d\S*)$/g, '>= $1 | <= $2'],
  [/^(v?\d[\w.]*) - (v?\d[\w.]*)$/g, '>= $1 | <= $2'],
  [/^(.*\d\S*) and <$/g, '<= $1'],
  // A date beside a version.
  [/(\d)\/\d{1,2}\.\d{1,2}\.\d{4}$/g, '$1'],
  [/^(v\d[\w.]*)-(v\d[\w.]*)$/g, '>= $1 | <= $2'],
  // What else may be affected, or what a version comes with, does not move its bound.
  [/(\d\S*) \((?:with |part of |[^()]*\balso\b)[^()]*\)/g, '$1'],
  [
    /(?:,? ?(?:and|or) )?\b(?:all )?versions? prior to\b|\b(?:prior to|before|earlier than|lower than|below|older than|less than)(?: versions?)?(?= ?v? ?\d)/g,
    ' < ',
  ],
  [/\bup to(?: and including|,? including)?\b(?= ?v? ?\d)/g, ' <= '],
  [
    /^(.*\d\S*),? (?:and|or) (?:all )?(?:prior|earlier|below|lower|older|previous)(?: versions?)?$/g,
    '<= $1',
  ],
  [
    /^(.*\d\S*),? (?:and|or) (?:later|above|higher|newer|greater)(?: versions?)?$/g,
    '>= $1',
  ],
];

/** The first version after all that begin with the numbers of a version such as `5.x`. */
function afterPrefix(version: Version): Version {
  const numbers = [...version.numbers];
  const last = numbers[numbers.length - 1];
  numbers[numbers.length - 1] = {
    value: last.value + 1,
    digits: String(last.value + 1),
  };
  return { ...version, numbers, wildcard: false };
}

/** `4` alone is every 4.x: an exact version has more to it. */
function isMajorOnly({ numbers, tags, rest, scheme }: Version): boolean {
  return (
    scheme === 'dotted' &&
    numbers.length === 1 &&
    numbers[0].value < 100 &&
    rest.length === 0 &&
    tags.every(tag => tag === 0)
  );
}

function toInterval({ operator, version }: Constraint): VersionInterval {
  if (version.wildcard) {
    const first = { ...version, wildcard: false };
    const next = { version: afterPrefix(version), inclusive: false };
    switch (operator) {
      case '<':
        return { upper: { version: first, inclusive: false } };
      case '<=':
        return { upper: next };
      case '>':
        return { lower: { version: next.version, inclusive: true } };
      case '>=':
        return { lower: { version: first, inclusive: true } };
      default:
        return { lower: { version: first, inclusive: true }, upper: next };
    }
  }
  const bound = { version, inclusive: operator.length === 2 };
  if (operator === '=' && isMajorOnly(version)) {
    return toInterval({ operator, version: { ...version, wildcard: true } });
  }
  if (operator === '=') {
    const exact = { version, inclusive: true };
    return { lower: exact, upper: exact };
  }
  return operator.startsWith('<') ? { upper: bound } : { lower: bound };
}

/** A second range in brackets: `< 2.15 (firmware versions prior to 8.26.4)`. */
const RANGE_IN_BRACKETS =
  /\d.*\([^()]*(?:\b(?:prior|before|below|earlier)\b|[<>])[^()]*\d\.\d[^()]*\)/;

/** A version beside another of the same thing, `12.4 (firmware 1.46)`: which one counts nobody can tell. */
const SECOND_VERSION = /\d\S* \((?!build)[^)]*\d\.\d[^)]*\)/;

/** The version of a bound: as it stands, or after the name of what it is a version of. */
function readBound(text: string): Version | undefined {
  if (SECOND_VERSION.test(text)) return undefined;
  // A model or part number before its version: `ir302 3.5.56`, `2404267 1.x`.
  const numbered =
    /^(?:[a-z]+\d[a-z0-9-]*|\d{6,}(?: \([^)]*\))?) (v?\d+(?:\.\w+)+)$/.exec(
      text,
    );
  if (numbered) return parseVersion(numbered[1]);
  const bare = text
    .replace(/^\((.*)\)$/, '$1')
    .replace(/ \((?!build)[^)]*\)$/, '')
    .replace(/[,;]+$/, '');
  const version = parseVersion(bare);
  if (version) return version;
  // `sentinel ldk rte 7.55`, `pi sdk 2018 sp1 1.4.7.602`, `illustra.ss010.05.09`.
  const named =
    /^(?:[a-z][a-z-]* )+(v?\d+(?:\.\w+)+)$/.exec(bare) ??
    /^[a-z][a-z0-9 -]* (v?\d+(?:\.\d+){2,})$/.exec(bare) ??
    /^[a-z]+\.[a-z]{1,3}(\d+(?:\.\w+)+)$/.exec(bare);
  return named ? parseVersion(named[1]) : undefined;
}

function readConstraints(part: string): Constraint[] | undefined {
  const pieces = part.split(/(<=|>=|<|>|==|=)/).map(piece => piece.trim());
  const constraints: Constraint[] = [];
  const read = (operator: Operator, text: string) => {
    if (CONDITION.test(text)) return false;
    const version = readBound(text);
    if (version) constraints.push({ operator, version });
    return version !== undefined;
  };
  if (pieces.length === 1) return read('=', part) ? constraints : undefined;
  // One word may name what the range is of: `nmc2 <= 6.9.6`.
  if (!/^(?:[a-z]+\d?)?$/.test(pieces[0])) return undefined;
  for (let index = 1; index < pieces.length; index += 2) {
    const operator = pieces[index] === '==' ? '=' : pieces[index];
    if (!read(operator as Operator, pieces[index + 1])) return undefined;
  }
  return constraints;
}

/** A lower bound followed by an upper bound is one interval; the rest is a union. */
function toIntervals(constraints: readonly Constraint[]): VersionInterval[] {
  const intervals: VersionInterval[] = [];
  for (const constraint of constraints) {
    const interval = toInterval(constraint);
    const previous = intervals[intervals.length - 1];
    if (previous && !previous.upper && interval.upper && !interval.lower) {
      previous.upper = interval.upper;
    } else {
      intervals.push(interval);
    }
  }
  return intervals;
}

/** A list of versions that holds no prose, however long: its parts are read one by one. */
function parseVersList(text: string): VersionRange | undefined {
  const list = /^vers:generic\/(.*)$/.exec(foldText(text));
  if (!list) return undefined;
  const constraints: Constraint[] = [];
  for (const part of list[1].split('|')) {
    const read = /^(<=|>=|<|>|=)?([^<>=!%]+)$/.exec(part.replace(/%20/g, ' '));
    const version = read && parseVersion(read[2]);
    if (!version) return undefined;
    constraints.push({ operator: (read[1] ?? '=') as Operator, version });
  }
  return { kind: 'intervals', intervals: toIntervals(constraints) };
}

/**
 * Reads the range of an advisory: comparisons (`< 8.2.2`, `>= 1.0 | <= 1.32`, `>= V2.3 and < V6.30`),
 * `vers:` URIs, `All versions`, `prior to X`, `X and earlier`, `V1.0 - V2.3`, placeholders (`5.x`),
 * lists of exact versions. A lower bound followed by an upper bound is one interval; the rest is a union.
 *
 * @returns undefined where the text holds anything that is not understood, conditions included
 */
export function parseRange(text: string): VersionRange | undefined {
  if (/^vers:/i.test(text) && text.length <= MAX_VERS_LENGTH) {
    const list = parseVers(text.trim()) ?? parseVersList(text);
    if (list) return list;
  }
  if (text.length > MAX_LENGTH) return undefined;
  let folded = foldText(text)
    .replace(/[,;]+$/, '')
    .trim();
  if (folded === '') return undefined;
  if (ALL.test(folded)) return { kind: 'all' };
  const vers = /^vers:[a-z0-9.-]*\/(.*)$/.exec(folded);
  if (vers) folded = vers[1].replace(/%20/g, ' ').replace(/%2b/g, '+');
  if (RANGE_IN_BRACKETS.test(folded)) return undefined;
  folded = folded.replace(/^(?:all )?versions?:? (?=v? ?\d)/, '');
  for (const [pattern, replacement] of WORDS) {
    folded = folded.replace(pattern, replacement);
  }
  folded = folded
    .replace(/\.\*/g, '.x')
    .replace(FILLER, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (folded === '*') return { kind: 'all' };
  if (folded === '' || folded.includes('!=')) return undefined;

  const constraints: Constraint[] = [];
  for (const part of folded.split(
    /\||,|;| and (?=[<>=v\d])| or (?=[<>=v\d])|&&/,
  )) {
    if (part.trim() === '') continue;
    const read = readConstraints(part.trim());
    if (!read) return undefined;
    constraints.push(...read);
  }
  const intervals = toIntervals(constraints);
  return intervals.length === 0 ? undefined : { kind: 'intervals', intervals };
}
