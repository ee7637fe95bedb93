import {
  retrainExploit,
  type ExploitHazardModel,
  type RetrainedExploit,
} from '@patch-risk/model';
import type { TrainingFact } from '../database/TrainingFactStore';

/** What a retraining rests on; plain data, as it crosses into a worker thread. */
export interface RetrainInput {
  facts: TrainingFact[];
  /** The live model; the shipped one where it is absent. */
  champion?: ExploitHazardModel;
  version: string;
  /** Day until which KEV is known, `YYYY-MM-DD`. */
  asOf: string;
}

/** Draws of the comparison are the same in each run. */
const SEED = 20_261_121;

/** Worker task `retrain-exploit`: trains a model and judges it against the live one. */
export async function retrainTask(
  input: RetrainInput,
): Promise<RetrainedExploit> {
  return retrainExploit({ ...input, seed: SEED });
}
