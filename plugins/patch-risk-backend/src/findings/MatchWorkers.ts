import type { MatchTaskInput, MatchTaskOutput } from './matchTask';

/** What matching asks of the worker pool: to run the task registered as `match`. */
export interface MatchWorkers {
  run(
    name: 'match',
    input: MatchTaskInput,
    options?: { signal?: AbortSignal },
  ): Promise<MatchTaskOutput>;
}
