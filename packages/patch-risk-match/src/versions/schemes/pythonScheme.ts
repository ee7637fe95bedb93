import { compareDigits } from './compareDigits';
import { compareLists } from './compareLists';
import { compareRanked, type Ranked } from './compareRanked';
import { createScheme } from './createScheme';

interface PythonVersion {
  epoch: string;
  release: string[];
  /** Where the version stands around its release; compared from the left. */
  stage: Ranked[];
  local: string[];
}

const PATTERN =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?((?:-(\d+))|(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)))?(?:([-_.]?dev)[-_.]?(\d*))?(?:\+([0-9a-z]+(?:[-_.][0-9a-z]+)*))?$/i;

const PRE_RELEASES: ReadonlyMap<string, number> = new Map([
  ['a', 0],
  ['alpha', 0],
  ['b', 1],
  ['beta', 1],
  ['c', 2],
  ['rc', 2],
  ['pre', 2],
  ['preview', 2],
]);
/** A development release of no pre-release comes before all pre-releases, a release after them. */
const BEFORE_PRE_RELEASES = -1;
const RELEASE = 3;

function stageOf(match: RegExpExecArray): PythonVersion['stage'] {
  const [, , , pre, preNumber, post, dashed, worded, dev, devNumber] = match;
  let phase = RELEASE;
  if (pre) phase = PRE_RELEASES.get(pre.toLowerCase()) ?? RELEASE;
  else if (dev && !post) phase = BEFORE_PRE_RELEASES;
  return [
    [phase, preNumber || '0'],
    post ? [1, dashed || worded || '0'] : [0, '0'],
    dev ? [0, devNumber || '0'] : [1, '0'],
  ];
}

function compareLocal(left?: string, right?: string): number {
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  const isPlain = /^\d+$/.test(left);
  const isOtherPlain = /^\d+$/.test(right);
  if (isPlain && isOtherPlain) return compareDigits(left, right);
  if (isPlain !== isOtherPlain) return isPlain ? 1 : -1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Versions of Python packages (PEP 440; the PyPA specification "Version specifiers"). */
export const pythonScheme = createScheme<PythonVersion>({
  name: 'pypi',
  parse: text => {
    const match = PATTERN.exec(text);
    return match
      ? {
          epoch: match[1] ?? '0',
          release: match[2].split('.'),
          stage: stageOf(match),
          local: match[10]?.toLowerCase().split(/[-_.]/) ?? [],
        }
      : undefined;
  },
  order: (left, right) =>
    compareDigits(left.epoch, right.epoch) ||
    compareLists(left.release, right.release, (a = '0', b = '0') =>
      compareDigits(a, b),
    ) ||
    compareLists(left.stage, right.stage, compareRanked) ||
    compareLists(left.local, right.local, compareLocal),
});
