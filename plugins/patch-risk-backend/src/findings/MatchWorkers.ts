import type {
  ComponentMatchInput,
  ComponentVerdict,
  MatchInput,
  MatchOutput,
} from '@patch-risk/match';

/** What matching asks of the worker pool: to run the tasks registered as `match` and `match-components`. */
export interface MatchWorkers {
  run(
    name: 'match',
    input: MatchInput,
    options?: { signal?: AbortSignal },
  ): Promise<MatchOutput>;
  run(
    name: 'match-components',
    input: ComponentMatchInput,
    options?: { signal?: AbortSignal },
  ): Promise<{ verdicts: ComponentVerdict[] }>;
}
