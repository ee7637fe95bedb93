/** The product's only source of the present instant, so that runs can be replayed as of a date. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** True when the clock stands still at a configured date. */
  readonly pinned: boolean;
}
