import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  type Advisory,
  type AdvisoryProduct,
  type AdvisoryVulnerability,
  readDocument,
  type RecordProblem,
} from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import { isRefusal } from '../isRefusal';
import { emitDocument } from './emitDocument';
import { emptyBatch } from './emptyBatch';
import { readRecordFile } from '../readRecordFile';

/** What to read. */
export interface CsafInput {
  /** `name` is what the document is called in the quarantine. `.jsonl` holds a document a line. */
  files: { path: string; name: string }[];
  maxBytes: number;
  /** Hashes of documents that are stored; they are not read again. */
  knownHashes: string[];
  /** `YYYY-MM-DD`. */
  today: string;
  /** The feed is this one file: when that cannot be read, the feed has failed. */
  isSingleFile: boolean;
}

/** A document, or the next part of one that is too long for a single batch. */
export interface CsafBatch {
  record: string;
  isFirst: boolean;
  /** With the first part; absent there when the document is refused. */
  advisory?: Advisory;
  vulnerabilities: AdvisoryVulnerability[];
  products: AdvisoryProduct[];
  /** With the last part. */
  problems: RecordProblem[];
  isLast: boolean;
}

/** Names of the documents by what became of them. */
export interface CsafOutput {
  unchanged: string[];
  accepted: string[];
  refused: string[];
}

/**
 * Reads CSAF 2.0 documents. What is wrong with one does no harm to the others.
 *
 * @throws FeedContentError, FeedTooLargeError when a file of many documents ends early or is too large.
 */
export const parseCsaf: Task<CsafInput, CsafOutput, CsafBatch> = async (
  input,
  context,
) => {
  const known = new Set(input.knownHashes);
  const output: CsafOutput = { unchanged: [], accepted: [], refused: [] };
  const refuse = async (record: string, error: Error) => {
    output.refused.push(record);
    await context.emit({
      ...emptyBatch(record, true),
      problems: [{ record, reason: error.message }],
      isLast: true,
    });
  };

  for (const file of input.files) {
    let isOpen = false;
    try {
      for await (const { record, bytes, parse } of readRecordFile(file, {
        maxBytes: input.maxBytes,
        maxMemoryMb: context.maxMemoryMb,
      })) {
        isOpen = true;
        const contentHash = createHash('sha256').update(bytes).digest('hex');
        if (known.has(contentHash)) {
          output.unchanged.push(record);
          continue;
        }
        try {
          const problems: RecordProblem[] = [];
          const document = readDocument({
            record,
            value: parse(),
            contentHash,
            today: input.today,
            problems,
          });
          const accepted = await emitDocument({
            record,
            document,
            problems,
            emit: context.emit,
          });
          (accepted ? output.accepted : output.refused).push(record);
        } catch (error) {
          if (!isRefusal(error)) {
            throw error;
          }
          await refuse(record, error);
        }
      }
    } catch (error) {
      // A document that is one of many is refused alone.
      const isMissing =
        isError(error) && 'code' in error && error.code === 'ENOENT';
      if (input.isSingleFile || isOpen || !(isRefusal(error) || isMissing)) {
        throw error;
      }
      await refuse(file.name, error as Error);
    }
  }
  return output;
};
