/**
 * Level, mean absolute deviation and visits of one hour of day.
 *
 * @public
 */
export type HourOfDay = [level: number, deviation: number, visits: number];
