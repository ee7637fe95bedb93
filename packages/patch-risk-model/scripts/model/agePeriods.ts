import type { AgeBin } from '../../src/forecast/hazard/AgeHazard';

/**
 * Person-period rows of one subject: each whole row of an age bin within
 * [`entry`, `end`) until the event. A row counts only when all of its days lie
 * inside the observation, whether or not the event came in it; counting cut
 * rows only when they hold an event would raise the hazard.
 */
export function agePeriods(options: {
  bins: readonly AgeBin[];
  entryAge: number;
  endAge: number;
  eventAge?: number;
}): { bin: AgeBin; ageDays: number; label: 0 | 1 }[] {
  const { bins, entryAge, endAge, eventAge } = options;
  const periods: { bin: AgeBin; ageDays: number; label: 0 | 1 }[] = [];
  for (const [index, bin] of bins.entries()) {
    const binEnd = bins[index + 1]?.fromDay ?? Number.POSITIVE_INFINITY;
    for (let age = bin.fromDay; age < binEnd; age += bin.rowDays) {
      const after = age + bin.rowDays;
      if (after > endAge || (eventAge !== undefined && eventAge < age)) {
        return periods;
      }
      if (age >= entryAge) {
        const hit = eventAge !== undefined && eventAge < after;
        periods.push({ bin, ageDays: age, label: hit ? 1 : 0 });
      }
    }
  }
  return periods;
}
