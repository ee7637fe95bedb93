/** A fix that happened, as the pooled model sees it. */
export interface PooledFixRow {
  /** First day of the clock, in days since 1970-01-01. */
  startDay: number;
  /** Whole days from the start of the clock to the fix, at least 0. */
  days: number;
  /** Name of the group at each level of pooling, from coarse to fine; `undefined` where unknown. */
  groups: readonly (string | undefined)[];
  /** Features of the hazard; what is 0 may be left out. */
  features: Readonly<Record<string, number>>;
  /** 1 by default; less where several rows stand for one fix. */
  weight?: number;
}
