import type { MatchInput, MatchOutput } from '@patch-risk/match';

/** What matching asks of the worker pool: to run the task registered as `match`. */
export interface MatchWorkers {
  run(
    name: 'match',
    input: MatchInput,
    options?: { signal?: AbortSignal },
  ): Promise<MatchOutput>;
}
