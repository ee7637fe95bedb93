/** A point that reads well, with the line that it came on; `at` in epoch milliseconds. */
export interface PlacedPoint {
  line: number;
  device: string;
  metric: string;
  at: number;
  value: number;
}
