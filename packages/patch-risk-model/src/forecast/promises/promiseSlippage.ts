import { ModelInputError } from '../../ModelInputError';
import { normaliseVendor } from '../features/normaliseVendor';
import { parseDay } from '../features/parseDay';
import type { FixPromise } from './FixPromise';
import { DEFAULT_SLIPPAGE, EARLY_DAYS, SLIPPAGE_BINS } from './SLIPPAGE';

/** Weeks of watching that the assumption counts as, in each stretch. */
const DEFAULT_WEEKS = 20;
/** Weeks of watching of all vendors that a vendor starts with. */
const VENDOR_WEEKS = 10;

interface Watched {
  weeks: number[];
  kept: number[];
}

/**
 * Weekly chances that an announced fix comes, in the stretches of
 * `SLIPPAGE_BINS`, from how earlier announcements were kept:
 * `q = (kept + k · q₀) / (weeks watched + k)`, first of all vendors with the
 * stated assumption as q₀ and k = 20 weeks, then of the vendor with those of
 * all as q₀ and k = 10 weeks. Announcements whose outcome lies after `asOf`
 * count as not kept yet on that day.
 *
 * @throws ModelInputError where a day is no date
 */
export function promiseSlippage(
  promises: readonly FixPromise[],
  options: { vendor?: string; asOf: string },
): number[] {
  const today = parseDay('asOf', options.asOf);
  const vendor = normaliseVendor(options.vendor);
  const all = nothing();
  const own = nothing();
  for (const [index, promise] of promises.entries()) {
    const spell = spellOf(promise, { index, today });
    if (!spell) {
      continue;
    }
    watch(all, spell);
    if (vendor !== undefined && normaliseVendor(promise.vendor) === vendor) {
      watch(own, spell);
    }
  }
  const ofAll = pooled(all, {
    towards: DEFAULT_SLIPPAGE,
    weeks: DEFAULT_WEEKS,
  });
  return pooled(own, { towards: ofAll, weeks: VENDOR_WEEKS });
}

interface Spell {
  /** Days of the clock at which watching began and ended. */
  begin: number;
  end: number;
  /** Whether it ended by the fix. */
  isKept: boolean;
}

/** How long a promise was watched; `undefined` where it had not been made by then. */
function spellOf(
  promise: FixPromise,
  options: { index: number; today: number },
): Spell | undefined {
  const { index, today } = options;
  const field = (name: keyof FixPromise) => `promises[${index}].${name}`;
  const announced =
    promise.announcedOn === undefined
      ? -Infinity
      : parseDay(field('announcedOn'), promise.announcedOn);
  const planned = parseDay(field('announcedFor'), promise.announcedFor);
  const seen = Math.min(parseDay(field('seenUntil'), promise.seenUntil), today);
  const kept =
    promise.keptOn === undefined
      ? Infinity
      : parseDay(field('keptOn'), promise.keptOn);
  if (promise.keptOn !== undefined && promise.keptOn > promise.seenUntil) {
    throw new ModelInputError({
      field: field('keptOn'),
      value: promise.keptOn,
      remedy: `it lies after seenUntil, ${promise.seenUntil}; give the last day that was looked at`,
    });
  }
  if (announced > today) {
    return undefined;
  }
  const isKept = kept <= seen;
  const start = planned - EARLY_DAYS;
  const begin = Math.max(announced - start, 0);
  // What came sooner than the clock starts counts in its first week.
  return isKept
    ? { begin, end: Math.max(kept - start + 1, begin + 1), isKept }
    : { begin, end: seen - start + 1, isKept };
}

function watch(watched: Watched, spell: Spell) {
  for (const [bin, { fromDay }] of SLIPPAGE_BINS.entries()) {
    const to = SLIPPAGE_BINS[bin + 1]?.fromDay ?? Infinity;
    const days = Math.min(spell.end, to) - Math.max(fromDay, spell.begin);
    if (days > 0) {
      watched.weeks[bin] += days / 7;
      watched.kept[bin] += spell.isKept && spell.end <= to ? 1 : 0;
    }
  }
}

function pooled(
  { weeks, kept }: Watched,
  options: { towards: readonly number[]; weeks: number },
): number[] {
  return options.towards.map((standard, bin) => {
    const chance =
      (kept[bin] + options.weeks * standard) / (weeks[bin] + options.weeks);
    // Promises that were all kept within a day would otherwise be a chance above 1.
    return Math.min(chance, 0.95);
  });
}

function nothing(): Watched {
  return {
    weeks: SLIPPAGE_BINS.map(() => 0),
    kept: SLIPPAGE_BINS.map(() => 0),
  };
}
