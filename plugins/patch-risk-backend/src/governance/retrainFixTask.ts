import {
  retrainOtFix,
  type DatedFixCase,
  type DatedFixWatch,
  type OtFixModel,
  type RetrainedOtFix,
} from '@patch-risk/model';

/** What a retraining rests on; plain data, as it crosses into a worker thread. */
export interface RetrainFixInput {
  cases: DatedFixCase[];
  watches: DatedFixWatch[];
  /** The live model; the shipped one where it is absent. */
  champion?: OtFixModel;
  version: string;
  /** Last day of the feeds, `YYYY-MM-DD`. */
  asOf: string;
}

/** Draws of the comparison are the same in each run. */
const SEED = 20_261_121;

/** Worker task `retrain-fix-ot`: trains both parts of the model and judges them against the live one. */
export async function retrainFixTask(
  input: RetrainFixInput,
): Promise<RetrainedOtFix> {
  return retrainOtFix({ ...input, seed: SEED });
}
