/** Median with the lowest and highest value: what is said of repeated measurements. */
export interface Summary {
  median: number;
  lowest: number;
  highest: number;
}

/** @param values - at least one */
export function summary(values: readonly number[]): Summary {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return {
    median:
      sorted.length % 2 === 1
        ? sorted[middle]
        : (sorted[middle - 1] + sorted[middle]) / 2,
    lowest: sorted[0],
    highest: sorted[sorted.length - 1],
  };
}
