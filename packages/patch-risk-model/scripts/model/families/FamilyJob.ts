import type { CardSection } from './CardSection';
import type { TrainedModel } from './TrainedModel';

/** What a family is asked for, and what each gives. */
export interface FamilyResults {
  train: TrainedModel[];
  backtest: CardSection;
}

/** Work for a thread: which family, by name, and what it shall do. */
export interface FamilyJob {
  family: string;
  action: keyof FamilyResults;
}
