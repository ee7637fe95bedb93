/** First whole day at whose end the chance of a fix reaches `level`; the inverse of `chanceByDay`. */
export function dayOfChance(
  edges: readonly number[],
  fixedProbabilities: readonly number[],
  level: number,
): number {
  let before = 0;
  for (const [bin, chance] of fixedProbabilities.entries()) {
    if (chance >= level) {
      const share = chance > before ? (level - before) / (chance - before) : 0;
      const end = edges[bin] + share * (edges[bin + 1] - edges[bin]);
      // Rounding must not push a level that is met at the end of a day to the next one.
      return Math.max(0, Math.ceil(end - 1 - 1e-9));
    }
    before = chance;
  }
  return edges[edges.length - 1] - 1;
}
