/**
 * A chance in [0, 1] as a percentage that never claims certainty: what rounds
 * to 0 % or 100 % without being it is shown as a bound.
 */
export function formatProbability(probability: number): string {
  const percent = (value: number, digits: number) =>
    new Intl.NumberFormat(undefined, {
      style: 'percent',
      maximumFractionDigits: digits,
    }).format(value);
  if (probability > 0 && probability < 0.001) {
    return `< ${percent(0.001, 1)}`;
  }
  if (probability < 1 && probability > 0.999) {
    return `> ${percent(0.999, 1)}`;
  }
  return percent(probability, probability < 0.1 ? 1 : 0);
}
