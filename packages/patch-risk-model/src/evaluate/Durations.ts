/**
 * Times to an event with right censoring, one row each.
 *
 * @public
 */
export interface Durations {
  /** Days to the event, or to the end of observation. */
  times: ArrayLike<number>;
  /** 1 where the event was seen, 0 where observation ended before it. */
  events: ArrayLike<number>;
}
