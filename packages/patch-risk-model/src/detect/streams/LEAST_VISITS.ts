/** Visits from which on an hour of day is known. */
export const LEAST_VISITS = 0.5;
