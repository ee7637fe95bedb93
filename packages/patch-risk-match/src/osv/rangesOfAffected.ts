import { formatVers, type NamedInterval } from '../versions/formatVers';
import { checkVers } from '../versions/checkVers';
import { parseVers } from '../versions/parseVers';
import { uniteIntervals } from '../versions/uniteIntervals';
import { schemeOf } from '../versions/schemes/schemeOf';
import type { VersionScheme } from '../versions/schemes/VersionScheme';
import { intervalsOfEvents } from './intervalsOfEvents';
import type { OsvAffected } from './schema';

/** Past this, the order of all ends would hold up everything else. */
const MAX_RANGES = 5_000;
/** A list in one range is no longer than this; the rest goes into the next one. */
const MAX_LISTED = 2_000;

/** Ranges as rows have them, and what they could not say. */
interface AffectedRanges {
  ranges: string[];
  /** A version that is not affected any more; undefined where the ranges name none, or several. */
  fixed?: string;
  hasFix: boolean;
  /** Why a part cannot be compared. */
  remark?: string;
}

function schemeFor(
  type: 'SEMVER' | 'ECOSYSTEM' | 'GIT',
  ecosystem: string,
): VersionScheme | undefined {
  if (type === 'GIT') return undefined;
  if (type === 'SEMVER') return schemeOf('semver');
  const scheme = schemeOf(ecosystem);
  return scheme.name === 'generic' ? undefined : scheme;
}

/** A text that no reader of ranges takes for one: versions beside it are not comparable. */
function incomparable(type: string, what: string): string {
  const sign = what.replace(/[^\w.+~-]/g, ' ').slice(0, 100);
  return `osv:${type.toLowerCase()} ${sign}`.trim();
}

function listed(versions: readonly string[], scheme: VersionScheme): string[] {
  const texts: string[] = [];
  for (let start = 0; start < versions.length; start += MAX_LISTED) {
    const exact = versions.slice(start, start + MAX_LISTED);
    texts.push(formatVers({ kind: scheme.name, intervals: [], exact }));
  }
  return texts;
}

/** Ranges of each order, and those that none can read. */
function readRanges(
  all: NonNullable<OsvAffected['ranges']>,
  ecosystem: string,
) {
  const byScheme = new Map<VersionScheme, NamedInterval[]>();
  const unread: { type: string; text: string }[] = [];
  for (const range of all.slice(0, MAX_RANGES)) {
    const { type, events } = range;
    const scheme = schemeFor(type, ecosystem);
    const intervals = scheme && intervalsOfEvents(range, scheme);
    if (scheme && intervals) {
      const known = byScheme.get(scheme);
      if (known) known.push(...intervals);
      else byScheme.set(scheme, [...intervals]);
    } else {
      const text = incomparable(type, Object.values(events[0]).join(' '));
      unread.push({ type, text });
    }
  }
  if (all.length > MAX_RANGES) {
    unread.push({ type: 'rest', text: incomparable('more', 'ranges') });
  }
  return { byScheme, unread };
}

/**
 * What of a package is affected, as ranges that rows can have. Ranges that can be ordered and listed
 * versions are united; commits, and versions of ecosystems whose order is not known here, are not
 * comparable unless the document lists each affected version.
 */
export function rangesOfAffected(
  affected: OsvAffected,
  ecosystem: string,
): AffectedRanges {
  const all = affected.ranges ?? [];
  const { byScheme, unread } = readRanges(all, ecosystem);
  const ranges: string[] = [];
  const checks: ((version: string) => boolean)[] = [];
  for (const [scheme, intervals] of byScheme) {
    const united = uniteIntervals(intervals, scheme);
    for (let start = 0; start < united.length; start += MAX_LISTED) {
      const part = united.slice(start, start + MAX_LISTED);
      const text = formatVers({
        kind: scheme.name,
        intervals: part,
        exact: [],
      });
      const range = parseVers(text);
      checks.push(version => !range || checkVers(range, version) === 'inside');
      ranges.push(text);
    }
  }
  const versions = [...new Set(affected.versions ?? [])];
  const others = versions.filter(version => !checks.some(is => is(version)));
  const scheme = [...byScheme.keys()][0] ?? schemeFor('ECOSYSTEM', ecosystem);
  const canRead = (version: string) =>
    scheme?.compare(version, version) !== undefined;
  if (scheme) ranges.push(...listed(others.filter(canRead), scheme));
  ranges.push(
    ...listed(
      others.filter(version => !canRead(version)),
      schemeOf('listed'),
    ),
  );
  // By the schema, a list of versions holds each that the ranges beside it mean.
  const isIncomparable =
    unread.some(
      ({ type }) =>
        type === 'rest' || (type !== 'GIT' && versions.length === 0),
    ) ||
    (unread.length > 0 && ranges.length === 0 && versions.length === 0);
  if (isIncomparable) ranges.push(unread[0].text);
  // A package without any version is no statement on all of them.
  const saysNothing = all.length === 0 && versions.length === 0;
  if (saysNothing) ranges.push(incomparable('no', 'versions stated'));
  const fixes = new Set(
    all.flatMap(({ type, events }) =>
      type === 'GIT' ? [] : events.flatMap(({ fixed }) => fixed ?? []),
    ),
  );
  return {
    ranges,
    hasFix: fixes.size > 0,
    fixed: fixes.size === 1 ? [...fixes][0] : undefined,
    remark: isIncomparable
      ? `Versions of ${ecosystem} cannot be compared with this range`
      : undefined,
  };
}
