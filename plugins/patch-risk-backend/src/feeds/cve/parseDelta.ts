import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { readJsonFile } from '../readJsonFile';
import { deltaEntrySchema, deltaStepSchema } from './schema';

/** What to read. */
export interface DeltaInput {
  path: string;
  name: string;
  maxBytes: number;
  /** Steps up to this instant are known. */
  after?: string;
}

/** The records that have changed since, each CVE once. */
export interface DeltaOutput {
  added: string[];
  updated: string[];
  /** Of the oldest and the newest step of the list, ISO 8601 in UTC. */
  oldest: string;
  newest: string;
  problems: RecordProblem[];
}

const MAX_PROBLEMS = 1_000;

/**
 * Reads `deltaLog.json` of the CVE List: what has changed within the last 30 days, in steps of some minutes.
 *
 * @throws FeedContentError when the file is no such list.
 */
export const parseDelta: Task<DeltaInput, DeltaOutput> = async (
  input,
  context,
) => {
  const { value } = await readJsonFile({
    ...input,
    maxMemoryMb: context.maxMemoryMb,
  });
  if (!Array.isArray(value)) {
    throw new FeedContentError(
      `${input.name} is no list of changes of the CVE List: it is not a JSON array`,
    );
  }
  const problems: RecordProblem[] = [];
  const added = new Set<string>();
  const updated = new Set<string>();
  const times: string[] = [];
  const take = (
    entries: unknown[] | undefined,
    into: Set<string>,
    at: string,
  ) => {
    for (const [index, raw] of (entries ?? []).entries()) {
      const entry = deltaEntrySchema.safeParse(raw);
      if (entry.success) {
        into.add(entry.data.cveId);
      } else {
        problems.push(
          schemaProblem({
            record: input.name,
            input: raw,
            error: entry.error,
            prefix: `${at}.${index}`,
          }),
        );
      }
    }
  };
  for (const [index, raw] of value.entries()) {
    const step = deltaStepSchema.safeParse(raw);
    if (!step.success) {
      problems.push(
        schemaProblem({
          record: input.name,
          input: raw,
          error: step.error,
          prefix: String(index),
        }),
      );
      continue;
    }
    const { fetchTime } = step.data;
    times.push(fetchTime);
    if (input.after === undefined || fetchTime > input.after) {
      take(step.data.new, added, `${index}.new`);
      take(step.data.updated, updated, `${index}.updated`);
    }
  }
  times.sort();
  const [oldest] = times;
  const newest = times.at(-1);
  if (oldest === undefined || newest === undefined) {
    throw new FeedContentError(
      `${input.name} is no list of changes of the CVE List: no step of it has a usable fetchTime`,
    );
  }
  return {
    added: [...added],
    updated: [...updated].filter(cve => !added.has(cve)),
    oldest,
    newest,
    problems: problems.slice(0, MAX_PROBLEMS),
  };
};
