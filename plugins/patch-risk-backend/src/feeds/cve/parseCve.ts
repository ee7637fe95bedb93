import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import type { RecordProblem } from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import type { CveRecord } from './CveRecord';
import { readCveRecord } from './readCveRecord';
import { isRefusal } from '../isRefusal';
import { readRecordFile } from '../readRecordFile';

/** What to read. */
export interface CveInput {
  /** `name` is what a file is called in the quarantine. `.jsonl` holds a record a line. */
  files: { path: string; name: string }[];
  maxBytes: number;
  /** Hashes of records that are stored; they are not parsed again. */
  knownHashes: string[];
  /** The feed is this one file: when that cannot be read, the feed has failed. */
  isSingleFile: boolean;
}

/** Records to store. */
export interface CveBatch {
  records: (CveRecord & { contentHash: string })[];
  problems: RecordProblem[];
  /** Files that are read to their end so far. */
  filesDone: number;
}

/** Counts of one reading, and by file whether it held a record that can be used. */
export interface CveOutput {
  read: number;
  accepted: number;
  refused: number;
  refusedFiles: string[];
}

const BATCH_RECORDS = 200;
const MAX_PROBLEMS = 1_000;

/** Short enough to hand those of all CVE records to a thread; two of 300,000 are alike with a chance below 1e-9. */
function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 11);
}

/**
 * Reads CVE records of format 5.x. What is wrong with one does no harm to the others.
 *
 * @throws FeedContentError, FeedTooLargeError when a file of many records ends early or is too large.
 */
export const parseCve: Task<CveInput, CveOutput, CveBatch> = async (
  input,
  context,
) => {
  const known = new Set(input.knownHashes);
  const output: CveOutput = {
    read: 0,
    accepted: 0,
    refused: 0,
    refusedFiles: [],
  };
  let problemCount = 0;
  let batch: CveBatch = { records: [], problems: [], filesDone: 0 };
  const addProblems = (problems: readonly RecordProblem[]) => {
    batch.problems.push(
      ...problems.slice(0, Math.max(0, MAX_PROBLEMS - problemCount)),
    );
    problemCount += problems.length;
  };
  const hand = async (filesDone: number) => {
    await context.emit({ ...batch, filesDone });
    batch = { records: [], problems: [], filesDone };
  };
  const take = (record: string, value: unknown, contentHash: string) => {
    const problems: RecordProblem[] = [];
    const read = readCveRecord({ record, value, problems });
    addProblems(problems);
    if (read) {
      // Without a hash it is parsed again each time, so that its problems stay listed.
      batch.records.push({
        ...read,
        contentHash: problems.length > 0 ? '' : contentHash,
      });
      output.accepted += 1;
    } else {
      output.refused += 1;
    }
    return read !== undefined;
  };

  for (const [index, file] of input.files.entries()) {
    let isOpen = false;
    const refuse = (record: string, error: Error) => {
      output.refused += 1;
      output.refusedFiles.push(file.name);
      addProblems([{ record, reason: error.message }]);
    };
    try {
      for await (const { record, bytes, parse } of readRecordFile(file, {
        maxBytes: input.maxBytes,
        maxMemoryMb: context.maxMemoryMb,
      })) {
        isOpen = true;
        output.read += 1;
        const contentHash = hashOf(bytes);
        if (known.has(contentHash)) {
          output.accepted += 1;
          continue;
        }
        try {
          if (!take(record, parse(), contentHash)) {
            output.refusedFiles.push(file.name);
          }
        } catch (error) {
          if (!isRefusal(error)) {
            throw error;
          }
          refuse(record, error);
        }
        if (batch.records.length >= BATCH_RECORDS) {
          await hand(index);
        }
      }
    } catch (error) {
      // A file that is one of many is refused alone.
      const isMissing =
        isError(error) && 'code' in error && error.code === 'ENOENT';
      if (input.isSingleFile || isOpen || !(isRefusal(error) || isMissing)) {
        throw error;
      }
      output.read += 1;
      refuse(file.name, error as Error);
    }
  }
  await hand(input.files.length);
  return output;
};
