/** A date split of backports or errata. */
export interface LinuxSplit {
  /** Rows whose clock starts from here on are held out, until `to`. */
  from: string;
  to: string;
  /** Last day whose fixes the training knows. */
  trainedUntil: string;
  /** Last day whose fixes are judged; all that are known by default. */
  judgedUntil?: string;
}

export const BACKPORT_SPLITS: readonly LinuxSplit[] = [
  { from: '2022-01-01', to: '2022-12-31', trainedUntil: '2021-12-31' },
  { from: '2023-01-01', to: '2023-12-31', trainedUntil: '2022-12-31' },
  { from: '2024-01-01', to: '2024-12-31', trainedUntil: '2023-12-31' },
  // As the shipped model is: earlier starts only, but their fixes followed up.
  {
    from: '2023-01-01',
    to: '2024-07-31',
    trainedUntil: '2024-08-22',
    judgedUntil: '2024-08-22',
  },
  {
    from: '2024-01-01',
    to: '2024-12-31',
    trainedUntil: '2025-08-22',
    judgedUntil: '2025-08-22',
  },
];

export const ERRATUM_SPLITS: readonly LinuxSplit[] = [
  { from: '2023-07-01', to: '2023-12-31', trainedUntil: '2023-06-30' },
  { from: '2024-01-01', to: '2024-06-30', trainedUntil: '2023-12-31' },
  { from: '2024-04-01', to: '2024-06-30', trainedUntil: '2024-03-31' },
  {
    from: '2024-01-01',
    to: '2024-06-30',
    trainedUntil: '2026-01-31',
    judgedUntil: '2026-01-31',
  },
  {
    from: '2024-03-01',
    to: '2024-06-30',
    trainedUntil: '2026-03-31',
    judgedUntil: '2026-03-31',
  },
];
