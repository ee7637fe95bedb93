import type { Duration } from 'luxon';
import { DateTime } from 'luxon';

/**
 * Why a device cannot be assessed: no inventory for too long, no matched product, or no usable version.
 *
 * @returns undefined when it can
 */
export function notAssessedReason(options: {
  matchState?: string;
  matchReason?: string;
  lastSeenAt: string;
  now: Date;
  inventoryMaximumAge: Duration;
}): string | undefined {
  const { matchState, matchReason, lastSeenAt, now, inventoryMaximumAge } =
    options;
  const oldest = DateTime.fromJSDate(now).minus(inventoryMaximumAge);
  if (DateTime.fromISO(lastSeenAt) < oldest) {
    const days = Math.round(inventoryMaximumAge.as('days'));
    return `No inventory for ${days} days: last seen on ${lastSeenAt.slice(
      0,
      10,
    )}`;
  }
  switch (matchState) {
    case 'matched':
      return undefined;
    case 'no-product':
      return matchReason ?? 'No feed knows a product of this vendor and name';
    case 'no-version':
      return matchReason ?? 'The device has no version that can be compared';
    default:
      return 'The device was not matched with advisories yet';
  }
}
