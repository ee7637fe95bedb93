import { compareDigits } from './compareDigits';
import { createScheme } from './createScheme';

interface RpmVersion {
  epoch: string;
  version: string;
  /** Absent in most advisories and inventories; then it is not compared. */
  release?: string;
}

/** Runs of digits, runs of letters, `~` and `^`; all other signs only separate. */
function segmentsOf(text: string): string[] {
  return text.match(/\d+|[a-z]+|~|\^/gi) ?? [];
}

/** What a segment weighs against the end of the other text. */
function againstNothing(segment: string): number {
  // `1.0~rc1` comes before `1.0`, `1.0^git1` after it, and both before `1.0.1`.
  return segment === '~' ? -1 : 1;
}

function compareSegments(left: string, right: string): number {
  if (left === right) return 0;
  for (const sign of ['~', '^']) {
    if (left === sign) return -1;
    if (right === sign) return 1;
  }
  const [isNumber, isOtherNumber] = [left, right].map(text => /^\d/.test(text));
  if (isNumber && isOtherNumber) return compareDigits(left, right);
  if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
  return left < right ? -1 : 1;
}

/** `rpmvercmp` of rpm, with `~` (before) and `^` (after). */
function compareParts(left: string, right: string): number {
  const [first, second] = [segmentsOf(left), segmentsOf(right)];
  const length = Math.max(first.length, second.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [first[index], second[index]];
    if (a === undefined) return -againstNothing(b);
    if (b === undefined) return againstNothing(a);
    const sign = compareSegments(a, b);
    if (sign !== 0) return sign;
  }
  return 0;
}

/** Versions of RPM packages (rpm-version(7)): `[epoch:]version[-release]`. */
export const rpmScheme = createScheme<RpmVersion>({
  name: 'rpm',
  parse: text => {
    const match = /^(?:(\d+):)?([0-9a-z._+~^]+)(?:-([0-9a-z._+~^]+))?$/i.exec(
      text,
    );
    return match && /[0-9a-z]/i.test(match[2])
      ? { epoch: match[1] ?? '0', version: match[2], release: match[3] }
      : undefined;
  },
  order: (left, right) =>
    compareDigits(left.epoch, right.epoch) ||
    compareParts(left.version, right.version) ||
    (left.release === undefined || right.release === undefined
      ? 0
      : compareParts(left.release, right.release)),
});
