import { DateTime } from 'luxon';
import type { WatchedDevice } from '../database/EventDeviceStore';
import { changeWindowCovers } from './changeWindowCovers';

const DATE = /^\d{4}-\d\d-\d\d$/;

function instantOf(options: {
  text: string;
  zone: string;
  end: boolean;
}): number {
  const parsed = DateTime.fromISO(options.text, { zone: options.zone });
  // A bare date is a whole day of the site.
  return options.end && DATE.test(options.text)
    ? parsed.endOf('day').toMillis()
    : parsed.toMillis();
}

/**
 * Whether work on the device was planned at an instant: one of its change windows is open, or one of its tasks is planned
 * for then.
 *
 * @param options - `at` in epoch milliseconds
 */
export function isPlannedChange(options: {
  watched: Pick<
    WatchedDevice,
    'changeWindows' | 'plannedTasks' | 'siteTimeZone'
  >;
  at: number;
}): boolean {
  const { watched, at } = options;
  const zone = watched.siteTimeZone ?? 'utc';
  return (
    watched.changeWindows.some(window => changeWindowCovers({ window, at })) ||
    watched.plannedTasks.some(
      ({ start, end }) =>
        instantOf({ text: start, zone, end: false }) <= at &&
        at <= instantOf({ text: end, zone, end: true }),
    )
  );
}
