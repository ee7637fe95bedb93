import { createHash } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  readCycloneDxVex,
  type ReadDocument,
  readNvdCve,
  readOpenVex,
  readOsv,
  type RecordProblem,
} from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import { emitDocument } from '../csaf/emitDocument';
import { emptyBatch } from '../csaf/emptyBatch';
import type { CsafBatch } from '../csaf/parseCsaf';
import { FeedContentError } from '../FeedContentError';
import { isRefusal } from '../isRefusal';
import { parseJson } from '../parseJson';
import { readRecordFile } from '../readRecordFile';
import { nvdPageSchema } from './nvdPageSchema';
import { readZip } from './readZip';

/** What to read. */
export interface AdviceInput {
  kind: 'osv' | 'nvd' | 'vex';
  /** `name` is what a file is called in the quarantine; `.zip` holds a document a file. */
  files: { path: string; name: string }[];
  maxBytes: number;
  /** Hashes of documents that are stored; they are not read again. */
  knownHashes: string[];
  /** `YYYY-MM-DD`. */
  today: string;
  /** The feed is this one file: when that cannot be read, the feed has failed. */
  isSingleFile: boolean;
}

/** Names of the documents by what became of them. */
export interface AdviceOutput {
  unchanged: string[];
  accepted: string[];
  refused: string[];
  /** Of the last page of NVD. */
  page?: { startIndex: number; resultsPerPage: number; totalResults: number };
}

/** One document, or a page of NVD. */
interface Source {
  record: string;
  bytes?: Uint8Array;
  parse?: () => unknown;
  problem?: Error;
}

async function* sourcesOf(
  file: { path: string; name: string },
  options: { maxBytes: number; maxMemoryMb: number },
): AsyncGenerator<Source> {
  if (!/\.zip$/i.test(file.name)) {
    yield* readRecordFile(file, options);
    return;
  }
  const { maxBytes } = options;
  for await (const entry of readZip({ ...file, maxBytes })) {
    const { record, bytes } = entry;
    yield { ...entry, parse: () => parseJson(bytes ?? Buffer.of(), record) };
  }
}

function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The CVE that an item of a page is about, for its name in the quarantine. */
function nameOf(item: unknown, fallback: string): string {
  const id = (item as { cve?: { id?: unknown } } | null)?.cve?.id;
  return typeof id === 'string' && /^CVE-\d{4}-\d{4,19}$/.test(id)
    ? id
    : fallback;
}

function readVex(options: Parameters<typeof readCycloneDxVex>[0]) {
  const { value } = options;
  const isOpen =
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, '@context');
  return isOpen ? readOpenVex(options) : readCycloneDxVex(options);
}

const readers: Record<
  AdviceInput['kind'],
  (options: Parameters<typeof readCycloneDxVex>[0]) => ReadDocument | undefined
> = { osv: readOsv, nvd: readNvdCve, vex: readVex };

/**
 * Reads records of OSV, pages of NVD, or VEX documents. What is wrong with one does no harm to the
 * others.
 *
 * @throws FeedContentError, FeedTooLargeError when a file of many ends early or is too large.
 */
export const parseAdvice: Task<AdviceInput, AdviceOutput, CsafBatch> = async (
  input,
  context,
) => {
  const { kind, today } = input;
  const known = new Set(input.knownHashes);
  const output: AdviceOutput = { unchanged: [], accepted: [], refused: [] };
  const refuse = async (record: string, error: Error) => {
    output.refused.push(record);
    await context.emit({
      ...emptyBatch(record, true),
      problems: [{ record, reason: error.message }],
      isLast: true,
    });
  };
  const take = async (record: string, value: unknown, contentHash: string) => {
    if (known.has(contentHash)) {
      output.unchanged.push(record);
      return;
    }
    const problems: RecordProblem[] = [];
    const document = readers[kind]({
      value,
      record,
      contentHash,
      today,
      problems,
    });
    const accepted = await emitDocument({
      record,
      document,
      problems,
      emit: context.emit,
    });
    (accepted ? output.accepted : output.refused).push(record);
  };
  const takePage = async (record: string, value: unknown) => {
    const page = nvdPageSchema.safeParse(value);
    if (!page.success) {
      const [issue] = page.error.issues;
      throw new FeedContentError(
        `${record} is no page of the CVE API 2.0 of NVD: ${
          issue.path.join('.') || 'it'
        } ${issue.message}`,
      );
    }
    const { vulnerabilities, ...counts } = page.data;
    output.page = counts;
    for (const [index, item] of vulnerabilities.entries()) {
      const name = nameOf(item, `${record}#${index}`);
      await take(name, item, hashOf(JSON.stringify(item)));
    }
  };

  for (const file of input.files) {
    let isOpen = false;
    try {
      for await (const { record, bytes, parse, problem } of sourcesOf(file, {
        maxBytes: input.maxBytes,
        maxMemoryMb: context.maxMemoryMb,
      })) {
        isOpen = true;
        try {
          if (problem || !bytes || !parse) throw problem;
          if (kind === 'nvd') await takePage(record, parse());
          else {
            const contentHash = hashOf(bytes);
            if (known.has(contentHash)) output.unchanged.push(record);
            else await take(record, parse(), contentHash);
          }
        } catch (error) {
          if (!isRefusal(error)) throw error;
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
