import { compareDigits } from './compareDigits';
import { createScheme } from './createScheme';

interface DebianVersion {
  epoch: string;
  upstream: string;
  revision: string;
}

/** Weight of one character: `~` before the end of the text, letters before all other signs. */
function weightOf(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  return /[a-z]/i.test(character)
    ? character.charCodeAt(0)
    : character.charCodeAt(0) + 256;
}

function compareTexts(left: string, right: string): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const sign = weightOf(left[index]) - weightOf(right[index]);
    if (sign !== 0) return sign;
  }
  return 0;
}

/** Parts that are no digits and parts that are, in turn, from the start. */
function compareParts(left: string, right: string): number {
  let [first, second] = [left, right];
  while (first !== '' || second !== '') {
    const texts = [first, second].map(text => /^\D*/.exec(text)?.[0] ?? '');
    const bySign = compareTexts(texts[0], texts[1]);
    if (bySign !== 0) return bySign;
    first = first.slice(texts[0].length);
    second = second.slice(texts[1].length);
    const digits = [first, second].map(text => /^\d*/.exec(text)?.[0] ?? '');
    const byNumber = compareDigits(digits[0], digits[1]);
    if (byNumber !== 0) return byNumber;
    first = first.slice(digits[0].length);
    second = second.slice(digits[1].length);
  }
  return 0;
}

/** Versions of Debian packages (deb-version(7)): `[epoch:]upstream[-revision]`. */
export const debianScheme = createScheme<DebianVersion>({
  name: 'deb',
  parse: text => {
    const match = /^(?:(\d+):)?(\d[0-9a-z.+:~-]*?)(?:-([0-9a-z.+~]+))?$/i.exec(
      text,
    );
    return match?.[2] !== undefined
      ? {
          epoch: match[1] ?? '0',
          upstream: match[2],
          // No revision is the revision 0.
          revision: match[3] ?? '0',
        }
      : undefined;
  },
  order: (left, right) =>
    compareDigits(left.epoch, right.epoch) ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision),
});
