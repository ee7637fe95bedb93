/** Probability of log-odds, 1 / (1 + e^−x), without overflow. */
export function sigmoid(logOdds: number): number {
  return logOdds >= 0
    ? 1 / (1 + Math.exp(-logOdds))
    : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}
