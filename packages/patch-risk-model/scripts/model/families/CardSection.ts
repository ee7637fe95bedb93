import type { FigureTable } from './FigureTable';

/** What the model card says about one family: written by the run, not by hand. */
export interface CardSection {
  title: string;
  /** One or two sentences: what is forecast, and when the forecast abstains. */
  purpose: string;
  data: readonly {
    name: string;
    /** Where it comes from, with the version or date of its state. */
    provenance: string;
    licence: string;
    rows: number;
    from: string;
    to: string;
  }[];
  /** How rows were split, one sentence each, with dates. */
  splits: readonly string[];
  /** Held-out figures, models and baselines together. */
  tables: readonly FigureTable[];
  /** The model alone by vendor, severity and year, to show where it does badly. */
  groups: readonly FigureTable[];
  weaknesses: readonly string[];
  /** Page of docs that tells more, for example `exploit.md`. */
  page: string;
}
