import type { NamedInterval } from '../versions/formatVers';
import type { VersionScheme } from '../versions/schemes/VersionScheme';
import type { OsvRange } from './schema';

interface Event {
  kind: 'introduced' | 'fixed' | 'last_affected';
  version: string;
}

/** Of events of one version: what ends before it, what begins with it, what ends after it. */
const ORDER: Record<Event['kind'], number> = {
  fixed: 0,
  introduced: 1,
  last_affected: 2,
};

/** Stands for the version before all others (ossf.github.io/osv-schema, "Requirements"). */
const FIRST = '0';

/** Ends every interval at the limit, as versions from it on are not considered. */
function limited(
  intervals: readonly NamedInterval[],
  limit: string,
  scheme: VersionScheme,
): NamedInterval[] {
  return intervals.flatMap(interval => {
    const { lower, upper } = interval;
    if (lower && (scheme.compare(lower.version, limit) ?? 0) >= 0) return [];
    const isEarlier = upper && (scheme.compare(upper.version, limit) ?? 0) < 0;
    return isEarlier
      ? [interval]
      : [{ lower, upper: { version: limit, inclusive: false } }];
  });
}

/**
 * The versions between the events of a range, by the algorithm of the schema of OSV ("Evaluation").
 *
 * @returns undefined where the scheme cannot order the events
 */
export function intervalsOfEvents(
  range: OsvRange,
  scheme: VersionScheme,
): NamedInterval[] | undefined {
  const events: Event[] = [];
  const limits: string[] = [];
  for (const event of range.events) {
    for (const kind of ['introduced', 'fixed', 'last_affected'] as const) {
      const version = event[kind];
      if (version !== undefined) events.push({ kind, version });
    }
    if (event.limit !== undefined) limits.push(event.limit);
  }
  const isFirst = ({ kind, version }: Event) =>
    kind === 'introduced' && version === FIRST;
  const named = [
    ...events.filter(event => !isFirst(event)).map(({ version }) => version),
    ...limits.filter(limit => limit !== '*'),
  ];
  if (named.some(each => scheme.compare(each, each) === undefined)) {
    return undefined;
  }
  let isOrdered = true;
  const sorted = events.sort((left, right) => {
    if (isFirst(left) || isFirst(right)) {
      return Number(isFirst(right)) - Number(isFirst(left));
    }
    const sign = scheme.compare(left.version, right.version);
    isOrdered &&= sign !== undefined;
    return sign || ORDER[left.kind] - ORDER[right.kind];
  });
  if (!isOrdered) return undefined;
  const intervals: NamedInterval[] = [];
  let open: { lower?: NamedInterval['lower'] } | undefined;
  for (const event of sorted) {
    const { kind, version } = event;
    if (kind === 'introduced') {
      open ??= isFirst(event) ? {} : { lower: { version, inclusive: true } };
    } else if (open) {
      const inclusive = kind === 'last_affected';
      intervals.push({ ...open, upper: { version, inclusive } });
      open = undefined;
    }
  }
  if (open) intervals.push(open);
  if (limits.length === 0 || limits.includes('*')) return intervals;
  const last = limits.reduce((most, limit) =>
    (scheme.compare(limit, most) ?? 0) > 0 ? limit : most,
  );
  return limited(intervals, last, scheme);
}
