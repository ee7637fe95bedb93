import { vendorName } from './vendorName';

const DAY_MS = 86_400_000;
/** Weekly chances before the announced day, in the eight weeks from it, and after them. */
const ASSUMED = [0.05, 0.2, 0.05];
const STARTS = [0, 14, 70];
const ALL_WEEKS = 20;
const OWN_WEEKS = 10;

/** A revision of an advisory that speaks of one product alone. */
export interface RawRevision {
  advisory: string;
  vendor: string;
  /** Day of the revision. */
  day: string;
  category: string;
  /** Date of the remediation, or the day that its words name. */
  date?: string;
}

/** An announced day, counted in days since 1970. */
interface RawPromise {
  vendor: string;
  made: number;
  planned: number;
  fixed?: number;
  seen: number;
}

const dayOf = (text: string) => Date.parse(text) / DAY_MS;

/** What revisions until a day tell of announced days, straight from the rules of docs/models/fix-rhythm.md. */
function promisesOf(revisions: RawRevision[], today: number): RawPromise[] {
  const promises: RawPromise[] = [];
  for (const advisory of new Set(revisions.map(each => each.advisory))) {
    const known = revisions
      .filter(each => each.advisory === advisory && dayOf(each.day) <= today)
      .sort((a, b) => dayOf(a.day) - dayOf(b.day));
    const isAhead = ({ day, date }: RawRevision) =>
      date !== undefined && dayOf(date) > dayOf(day);
    const planned = new Map<number, number>();
    for (const revision of known.filter(isAhead)) {
      const day = dayOf(revision.date!);
      planned.set(day, planned.get(day) ?? dayOf(revision.day));
    }
    for (const [day, made] of planned) {
      const later = known.filter(each => dayOf(each.day) >= made);
      const fix = later.find(
        each => each.category === 'vendor_fix' && !isAhead(each),
      );
      const until = fix ? later.indexOf(fix) : later.length;
      const isWithdrawn = later.slice(0, until).some((each, i, all) => {
        const wasMoved = all
          .slice(0, i)
          .some(earlier => isAhead(earlier) && dayOf(earlier.date!) !== day);
        return !isAhead(each) && !wasMoved;
      });
      promises.push({
        vendor: vendorName(later[0].vendor),
        made,
        planned: day,
        fixed: fix && Math.max(made, dayOf(fix.date ?? fix.day)),
        seen: isWithdrawn && !fix ? today : dayOf(later.at(-1)!.day),
      });
    }
  }
  return promises;
}

function pooled(
  promises: RawPromise[],
  options: { towards: number[]; weeks: number; today: number },
): number[] {
  return STARTS.map((start, bin) => {
    let weeks = 0;
    let kept = 0;
    for (const { made, planned, fixed, seen } of promises) {
      const zero = planned - 14;
      const begin = Math.max(0, made - zero);
      const isIn =
        fixed !== undefined && fixed <= Math.min(seen, options.today);
      const end = isIn
        ? Math.max(fixed - zero + 1, begin + 1)
        : Math.min(seen, options.today) - zero + 1;
      const to = STARTS[bin + 1] ?? Infinity;
      const days = Math.min(end, to) - Math.max(begin, start);
      if (days > 0) {
        weeks += days / 7;
        if (isIn && end <= to) kept += 1;
      }
    }
    const { towards, weeks: prior } = options;
    return Math.min(0.95, (kept + prior * towards[bin]) / (weeks + prior));
  });
}

/** Chance at the end of each of 52 weeks that an announced fix is not there. */
export function announcedFix(options: {
  revisions: RawRevision[];
  vendor: string;
  plannedFor: string;
  day: string;
}): number[] {
  const today = dayOf(options.day);
  const promises = promisesOf(options.revisions, today);
  const all = pooled(promises, { towards: ASSUMED, weeks: ALL_WEEKS, today });
  const own = pooled(
    promises.filter(({ vendor }) => vendor === vendorName(options.vendor)),
    { towards: all, weeks: OWN_WEEKS, today },
  );
  const clock = today - dayOf(options.plannedFor) + 14;
  const quiet = (until: number) => {
    let chance = 1;
    for (const [bin, start] of STARTS.entries()) {
      const days = Math.min(until, STARTS[bin + 1] ?? Infinity) - start;
      if (days > 0) chance *= (1 - own[bin]) ** (days / 7);
    }
    return chance;
  };
  return Array.from(
    { length: 52 },
    (_, week) => quiet(clock + 7 * (week + 1)) / quiet(clock),
  );
}
