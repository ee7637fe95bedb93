/**
 * Ends of the bins in days: the day of the start, weeks at first, then wider.
 * Bins end with the days of the forecast (day 7 ends where day 8 starts).
 */
export const FIX_BIN_EDGES: readonly number[] = [
  0, 1, 8, 15, 22, 31, 38, 45, 52, 61, 68, 75, 82, 91, 106, 121, 136, 151, 166,
  181, 211, 241, 271, 301, 331, 366, 426, 486, 546, 640, 731, 900, 1100, 1500,
];
