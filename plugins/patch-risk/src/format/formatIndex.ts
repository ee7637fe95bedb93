/** A risk index with one decimal: without, too many devices of a large fleet would show the same. */
export function formatIndex(value: number): string {
  return new Intl.NumberFormat(undefined, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}
