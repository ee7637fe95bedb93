import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { isError } from '@backstage/errors';
import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { openFeedFile } from '../openFeedFile';
import { epssHeadSchema, epssRowSchema, type EpssScore } from './schema';

/** What to read. */
export interface EpssInput {
  path: string;
  name: string;
  maxBytes: number;
  /** Only scores of these are handed on. */
  knownCves: string[];
}

/** Scores of known CVEs, and what the file is. */
export interface EpssBatch {
  scores: EpssScore[];
  scoreDate: string;
  modelVersion: string;
}

/** Counts of one reading. */
export interface EpssOutput {
  read: number;
  accepted: number;
  refused: number;
  /** The first of the refused rows. */
  problems: RecordProblem[];
  scoreDate: string;
}

const BATCH_ROWS = 500;
const MAX_PROBLEMS = 1_000;
const fieldNames = ['cve', 'epss', 'percentile'];

/**
 * Reads the daily table of EPSS scores, some 300,000 rows.
 *
 * Nothing is handed on before the last row is read: a truncated file changes nothing.
 *
 * @throws FeedContentError when the file is no such table.
 */
export const parseEpss: Task<EpssInput, EpssOutput, EpssBatch> = async (
  input,
  context,
) => {
  const known = new Set(input.knownCves);
  const scores = new Map<string, EpssScore>();
  const problems: RecordProblem[] = [];
  let head: { modelVersion: string; scoreDate: string } | undefined;
  let hasColumns = false;
  let read = 0;
  let refused = 0;

  const source = await openFeedFile(input);
  const parser = parse({ relax_column_count: true, skip_empty_lines: true });
  // The parser's iterator tells of every error; the callback only keeps it from being unhandled.
  pipeline(source, parser, () => {});
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (!head) {
        const parsed = epssHeadSchema.safeParse(row);
        if (!parsed.success) {
          throw new FeedContentError(
            `${input.name} is no EPSS table: its first line ${
              parsed.error.issues[0].message
            }${row[0]?.trimStart().startsWith('<') ? ' but markup' : ''}`,
          );
        }
        head = { modelVersion: parsed.data[0], scoreDate: parsed.data[1] };
      } else if (!hasColumns) {
        if (row.join() !== fieldNames.join()) {
          throw new FeedContentError(
            `${
              input.name
            } is no EPSS table: its columns are not ${fieldNames.join()}`,
          );
        }
        hasColumns = true;
      } else {
        read += 1;
        const score = epssRowSchema.safeParse(row);
        if (score.success) {
          if (known.has(score.data.cve)) {
            scores.set(score.data.cve, score.data);
          }
        } else {
          refused += 1;
          if (problems.length < MAX_PROBLEMS) {
            const problem = schemaProblem({
              record: row[0] || `line ${read + 2}`,
              input: row,
              error: score.error,
            });
            const column = fieldNames[Number(problem.field)];
            problems.push({
              ...problem,
              record: problem.record.slice(0, 60),
              field: column,
            });
          }
        }
      }
    }
  } catch (error) {
    if (
      isError(error) &&
      'code' in error &&
      String(error.code).startsWith('CSV_')
    ) {
      throw new FeedContentError(
        `${input.name} is no valid CSV: ${String(error.code)}`,
      );
    }
    throw error;
  }
  if (!head || !hasColumns || read === 0) {
    throw new FeedContentError(`${input.name} holds no EPSS scores`);
  }

  let batch: EpssScore[] = [];
  for (const score of scores.values()) {
    batch.push(score);
    if (batch.length === BATCH_ROWS) {
      await context.emit({ scores: batch, ...head });
      batch = [];
    }
  }
  if (batch.length > 0) {
    await context.emit({ scores: batch, ...head });
  }
  return {
    read,
    accepted: read - refused,
    refused,
    problems,
    scoreDate: head.scoreDate,
  };
};
