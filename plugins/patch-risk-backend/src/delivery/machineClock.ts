import type { Clock } from '../clock/Clock';

/**
 * Time that really passes. Leases, back-off and search lag are measured with it, for they must also run out while the
 * product's clock is pinned to a date.
 */
export const machineClock: Clock = {
  now: () => new Date(),
  pinned: false,
};
