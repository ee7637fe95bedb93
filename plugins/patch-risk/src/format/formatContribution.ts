/** A contribution to chance × impact in percentage points, with its sign. */
export function formatContribution(contribution: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumSignificantDigits: 2,
  }).format(contribution);
}
