/**
 * Moves a probability by an amount in log-odds. 0 and 1 stay where they are: a fact is not moved.
 *
 * @param probability - in [0, 1]
 * @param oddsRatio - e to the power of the shift in log-odds, above 0
 * @returns a probability in [0, 1]
 * @public
 */
export function shiftByOddsRatio(
  probability: number,
  oddsRatio: number,
): number {
  const moved = probability * oddsRatio;
  return moved / (1 - probability + moved);
}

/** Log-odds of a probability in (0, 1). @public */
export function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The probability of log-odds. @public */
export function fromLogOdds(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
