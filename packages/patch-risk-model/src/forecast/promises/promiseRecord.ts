import { normaliseVendor } from '../features/normaliseVendor';
import { parseDay } from '../features/parseDay';
import type { FixPromise } from './FixPromise';

/**
 * How announced days were kept.
 *
 * @public
 */
export interface PromiseTally {
  /** Announcements of which it is known whether the fix came by its day. */
  due: number;
  kept: number;
  /** Middle of the days from the announced day to the fix, where one came; below 0 it came before. */
  medianDelayDays?: number;
}

/**
 * How announced days were kept until `asOf`, by a vendor and by all. A day was
 * kept where the fix was there on it or before. It was not where the fix came
 * later, where it was still missing in a later revision, or where the publisher
 * moved or withdrew it. Of any other announcement nobody knows, so it counts as
 * neither.
 *
 * @throws ModelInputError where a day is no date
 *
 * @public
 */
export function promiseRecord(
  promises: readonly FixPromise[],
  options: { vendor?: string; asOf: string },
): { own: PromiseTally; all: PromiseTally } {
  const { asOf } = options;
  parseDay('asOf', asOf);
  const vendor = normaliseVendor(options.vendor);
  const known = promises.filter(({ announcedOn = '' }) => announcedOn <= asOf);
  return {
    own: tallyOf(
      known.filter(
        promise =>
          vendor !== undefined && normaliseVendor(promise.vendor) === vendor,
      ),
      asOf,
    ),
    all: tallyOf(known, asOf),
  };
}

function tallyOf(promises: readonly FixPromise[], asOf: string): PromiseTally {
  const delays: number[] = [];
  let due = 0;
  let kept = 0;
  for (const { announcedFor, keptOn, seenUntil, brokenOn } of promises) {
    const isThere = keptOn !== undefined && keptOn <= asOf;
    const last = seenUntil < asOf ? seenUntil : asOf;
    const isBroken = brokenOn !== undefined && brokenOn <= asOf;
    if (isThere || isBroken || last > announcedFor) {
      due += 1;
    }
    if (isThere) {
      const delay =
        parseDay('keptOn', keptOn) - parseDay('announcedFor', announcedFor);
      delays.push(delay);
      kept += delay <= 0 ? 1 : 0;
    }
  }
  delays.sort((a, b) => a - b);
  const middle = delays.length >> 1;
  return {
    due,
    kept,
    ...(delays.length === 0
      ? {}
      : {
          medianDelayDays:
            delays.length % 2 === 1
              ? delays[middle]
              : (delays[middle - 1] + delays[middle]) / 2,
        }),
  };
}
