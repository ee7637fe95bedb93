/** Weeks that every forecast covers. */
export const HORIZON_WEEKS = 52;
