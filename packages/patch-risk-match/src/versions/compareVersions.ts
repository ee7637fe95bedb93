import type { Version } from './parseVersion';

function decimalSign(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  return Math.sign(
    a.padEnd(length, '0').localeCompare(b.padEnd(length, '0'), 'en'),
  );
}

/** Compares `1.063` with `1.07`: some vendors count the digits as a decimal fraction. */
function isAmbiguousFraction(a: Version, b: Version, sign: number): boolean {
  if (a.numbers.length !== 2 || b.numbers.length !== 2) return false;
  if (a.numbers[0].value !== b.numbers[0].value) return false;
  const left = a.numbers[1].digits;
  const right = b.numbers[1].digits;
  const hasLeadingZero = /^0\d/.test(left) || /^0\d/.test(right);
  if (!hasLeadingZero || left.length === right.length) return false;
  return decimalSign(left, right) !== sign;
}

/** `M2.1.6.05` and `2.1.6.05`: letters in front that only one text has say nothing. */
function isSameTrain(a: Version, b: Version): boolean {
  if (a.train === b.train) return true;
  const isLeftOut = a.train === '' || b.train === '';
  return isLeftOut && a.numbers.length > 1 && b.numbers.length > 1;
}

/** A build number (`70044`, `200422`) beside a version such as `4.2.1`: two ways of counting. */
function isOtherScale(a: Version, b: Version): boolean {
  const [least, most] = [a, b]
    .map(({ numbers }) => numbers[0].value)
    .sort((x, y) => x - y);
  return least < 100 && most >= 1000;
}

function compareRest(a: Version['rest'], b: Version['rest']) {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a[index];
    const right = b[index];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') {
      return Math.sign(left - right);
    }
    if (left === undefined || right === undefined) {
      // `2.74` comes before `2.74C`; what `2.74-x64` means beside `2.74` nobody can tell.
      const other = left ?? right;
      const isLastLetter =
        typeof other === 'string' && other.length === 1 && length === index + 1;
      if (!isLastLetter && typeof other !== 'number') return undefined;
      return left === undefined ? -1 : 1;
    }
    if (
      typeof left === 'string' &&
      typeof right === 'string' &&
      left.length === 1 &&
      right.length === 1
    ) {
      return left < right ? -1 : 1;
    }
    return undefined;
  }
  return 0;
}

/**
 * Orders two versions. Every sign comes from one total order over the parts (numbers, then named
 * steps, then the rest); pairs whose order the texts do not settle are left out of it.
 *
 * @returns -1, 0 or 1; undefined where the two are honestly not comparable
 *
 * @public
 */
export function compareVersions(a: Version, b: Version): number | undefined {
  if (a.scheme !== b.scheme || !isSameTrain(a, b)) return undefined;
  if (isOtherScale(a, b)) return undefined;
  const length = Math.max(a.numbers.length, b.numbers.length);
  let sign = 0;
  for (let index = 0; index < length && sign === 0; index++) {
    sign = Math.sign(
      (a.numbers[index]?.value ?? 0) - (b.numbers[index]?.value ?? 0),
    );
  }
  if (isAmbiguousFraction(a, b, sign)) return undefined;
  if (sign !== 0) return sign;
  for (let index = 0; index < a.tags.length; index++) {
    if (a.tags[index] !== b.tags[index]) {
      return Math.sign(a.tags[index] - b.tags[index]);
    }
  }
  return compareRest(a.rest, b.rest);
}
