/**
 * Which versions of a model there are, and which one is live, as plain data.
 *
 * @public
 */
export interface ModelHistory {
  /** Version in use. */
  live: string;
  /** Every version that was ever live or tried, the oldest first. */
  entries: readonly {
    version: string;
    /** Day of the newest row that it was trained on, YYYY-MM-DD. */
    newestTrainingDay: string;
    state: 'live' | 'replaced' | 'rejected' | 'rolled-back';
    reason: string;
  }[];
}
