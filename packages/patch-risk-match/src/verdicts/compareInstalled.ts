import { checkRange, type RangeCheck } from '../versions/checkRange';
import { checkVers } from '../versions/checkVers';
import { compareVersions } from '../versions/compareVersions';
import type { VersionRange } from '../versions/parseRange';
import type { VersConstraint, VersRange } from '../versions/parseVers';
import type { Version } from '../versions/parseVersion';

/**
 * How the version on a device stands to what a row of an advisory says.
 *
 * @public
 */
export interface InstalledComparison {
  comparison: RangeCheck | 'no-version';
  /** True when the device's version lies beyond the end of the range, so that it was updated past it. */
  isBeyond: boolean;
  /** How narrow the statement is: 3 one version, 2 bounded, 1 half open, 0 everything. */
  specificity: number;
  /** First version outside the range, where the range ends before a named version. */
  boundText?: string;
}

function specificityOf(range: VersionRange): number {
  if (range.kind === 'all') return 0;
  if (range.kind === 'vers') return Math.min(range.constraints.length, 2);
  return Math.min(
    ...range.intervals.map(({ lower, upper }) => {
      if (lower && upper) return lower.version === upper.version ? 3 : 2;
      return 1;
    }),
  );
}

/** The bound as the advisory writes it; ranges are read in lower case. */
function asWritten(bound: string, rangeText: string | undefined): string {
  const at = rangeText?.toLocaleLowerCase('en-US').indexOf(bound) ?? -1;
  return rangeText && at >= 0 ? rangeText.slice(at, at + bound.length) : bound;
}

function isSameText(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}

/** A range in a scheme of its own is compared as text: `1:2.36-9+deb12u4` is no version of a device. */
function compareByScheme(
  range: VersRange,
  versionText: string,
): InstalledComparison {
  const comparison = checkVers(range, versionText);
  const bounds = range.constraints.filter(({ comparator }) =>
    /^[<>]/.test(comparator),
  );
  const last = bounds[bounds.length - 1] as VersConstraint | undefined;
  // Of several intervals, the one that holds the version tells where it ends.
  const uppers = bounds.filter(({ comparator }) => comparator.startsWith('<'));
  const end = uppers.find(
    ({ version }) => (range.scheme.compare(versionText, version) ?? 0) <= 0,
  );
  const isOpen = comparison === 'incomparable' && uppers.length > 1;
  const bound = isOpen ? undefined : end ?? last;
  return {
    comparison,
    isBeyond:
      comparison === 'outside' &&
      last !== undefined &&
      last.comparator.startsWith('<') &&
      (range.scheme.compare(versionText, last.version) ?? -1) >= 0,
    specificity: specificityOf(range),
    boundText: bound?.comparator === '<' ? bound.version : undefined,
  };
}

/** Whether a version belongs to a line such as `V9.0` or `V5.x`: its first numbers are the line's. */
function checkLine(line: Version, version: Version): RangeCheck {
  if (line.scheme !== version.scheme || line.train !== version.train) {
    return 'incomparable';
  }
  return line.numbers.every(
    ({ value }, index) => (version.numbers[index]?.value ?? 0) === value,
  )
    ? 'inside'
    : 'outside';
}

/**
 * Compares the version on a device with the range of an advisory's row.
 *
 * @param options.range - undefined where the text of the range could not be read
 * @param options.rangeText - undefined where the row names no range: then every version is meant
 * @param options.version - undefined where the device's version could not be read
 * @param options.versionLine - the line of versions that the product's name is limited to
 */
export function compareInstalled(options: {
  range?: VersionRange;
  rangeText?: string;
  version?: Version;
  versionText?: string;
  versionLine?: Version;
}): InstalledComparison {
  const { range, rangeText, version, versionText, versionLine } = options;
  const stated: VersionRange | undefined =
    rangeText === undefined ? { kind: 'all' } : range;
  const answer = (
    comparison: InstalledComparison['comparison'],
  ): InstalledComparison => ({
    comparison,
    isBeyond: false,
    specificity: stated ? specificityOf(stated) : 0,
  });
  if (versionText === undefined || versionText.trim() === '') {
    const isCertain = stated?.kind === 'all' && !versionLine;
    return answer(isCertain ? 'all-versions' : 'no-version');
  }
  if (rangeText !== undefined && isSameText(rangeText, versionText)) {
    return { ...answer('inside'), specificity: 3 };
  }
  if (!stated) return answer('incomparable');
  if (stated.kind === 'vers') return compareByScheme(stated, versionText);
  if (!version) {
    const isCertain = stated.kind === 'all' && !versionLine;
    return answer(isCertain ? 'all-versions' : 'incomparable');
  }
  if (versionLine) {
    const line = checkLine(versionLine, version);
    if (line !== 'inside') return answer(line);
  }
  const comparison = checkRange(stated, version);
  if (stated.kind === 'all') return answer(comparison);
  const uppers = stated.intervals.map(({ upper }) => upper);
  const isBeyond =
    comparison === 'outside' &&
    uppers.every(
      upper => upper && (compareVersions(version, upper.version) ?? -1) >= 0,
    );
  // Of several intervals, the one that holds the version tells where it ends.
  const holding =
    uppers.length === 1 || comparison !== 'inside'
      ? uppers[0]
      : stated.intervals.find(
          interval =>
            checkRange(
              { kind: 'intervals', intervals: [interval] },
              version,
            ) === 'inside',
        )?.upper;
  const isEnd = uppers.length === 1 || comparison === 'inside';
  const end = isEnd && !holding?.inclusive ? holding : undefined;
  return {
    ...answer(comparison),
    isBeyond,
    boundText: end && asWritten(end.version.text, rangeText),
  };
}
