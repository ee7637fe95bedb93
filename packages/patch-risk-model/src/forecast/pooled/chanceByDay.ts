/**
 * Chance of a fix by the end of a day: linear within a bin.
 *
 * @param edges - days at which bins start, and the end of the last
 * @param fixedProbabilities - chance before the end of each bin
 * @param day - whole days since the start of the clock; below 0 the chance is 0
 */
export function chanceByDay(
  edges: readonly number[],
  fixedProbabilities: readonly number[],
  day: number,
): number {
  const end = day + 1;
  if (end <= edges[0]) {
    return 0;
  }
  for (let bin = 0; bin < fixedProbabilities.length; bin++) {
    if (end < edges[bin + 1]) {
      const before = bin === 0 ? 0 : fixedProbabilities[bin - 1];
      const share = (end - edges[bin]) / (edges[bin + 1] - edges[bin]);
      return before + share * (fixedProbabilities[bin] - before);
    }
  }
  return fixedProbabilities[fixedProbabilities.length - 1];
}
