/**
 * How the inputs of a model were distributed, as plain data that is kept with it.
 *
 * @public
 */
export interface InputProfile {
  /** Weight of the rows that were described. */
  rows: number;
  features: Readonly<
    Record<
      string,
      {
        /** Bin k holds values up to, and with, `edges[k]`; the last bin those above. */
        edges: readonly number[];
        /** Share of the rows in each bin, one more than there are edges. */
        shares: readonly number[];
        /** Share of the rows in which the feature is absent. */
        absentShare: number;
      }
    >
  >;
}
