/** Weeks of the grid; week 1 stands at index 0 of every curve. @public */
export const HORIZON_WEEKS = 52;
