/** A figure, with the ends of its interval where one was computed. */
export interface Figure {
  value: number;
  low?: number;
  high?: number;
}

/** Figures of models and baselines on the same rows. */
export interface FigureTable {
  /** What was forecast, and on which rows, for example `Fix at disclosure, advisories of 2023`. */
  title: string;
  /** Number of rows, and of the clusters that the bootstrap draws from. */
  rows: number;
  clusters?: number;
  events?: number;
  /** Names of the figures, in order, for example `AUC`. */
  figures: readonly string[];
  entries: readonly {
    name: string;
    kind: 'model' | 'baseline';
    /** One for each name; `undefined` where it cannot be computed. */
    figures: readonly (Figure | undefined)[];
  }[];
  /** Decimal places; 3 by default. */
  digits?: number;
  /** What the reader has to know, for example that a difference is within chance. */
  note?: string;
}
