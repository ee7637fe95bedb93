/** Shares of the time at risk by age, in steps of four weeks. */
export function ageDistribution(
  periods: readonly { ageDays: number; days: number }[],
): { ageDays: number; share: number }[] {
  const step = 28;
  const days = new Map<number, number>();
  let total = 0;
  for (const period of periods) {
    const age = Math.floor(period.ageDays / step) * step;
    days.set(age, (days.get(age) ?? 0) + period.days);
    total += period.days;
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([age, count]) => ({
      ageDays: age + step / 2,
      share: count / total,
    }));
}
