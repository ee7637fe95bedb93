import type { CardSection } from './CardSection';
import type { TrainedModel } from './TrainedModel';

/**
 * A family of models that is trained and tested together. `train`, `backtest`
 * and `card` go through the list in `families/index.ts`.
 *
 * Both functions read `../shared/data` only, draw at random from fixed seeds
 * only, and are given a way to say how far they are.
 */
export interface Family {
  /** Short name for `--only`, for example `exploit`. */
  name: string;
  /** Trains the models that are shipped, on all rows that may be used. */
  train(progress: (line: string) => void): Promise<TrainedModel[]>;
  /**
   * Trains on the earlier part of each date split, as the shipped models were
   * trained on all, and measures on the later part, baselines beside.
   */
  backtest(progress: (line: string) => void): Promise<CardSection>;
}
