/** A risk index or another figure without decimals. */
export function formatIndex(value: number): string {
  return new Intl.NumberFormat(undefined, {
    maximumFractionDigits: 0,
  }).format(value);
}
