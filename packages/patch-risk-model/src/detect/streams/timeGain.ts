/** Share of a new value in an exponential mean over time. */
export function timeGain(elapsedHours: number, constantHours: number): number {
  return 1 - Math.exp(-elapsedHours / constantHours);
}
