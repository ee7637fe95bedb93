import type { RecordProblem } from '@patch-risk/match';
import { z } from 'zod';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { isRefusal } from '../isRefusal';
import { readRecordFile } from '../readRecordFile';
import { readStixObject } from './readStixObject';
import { stixObjectSchema } from './schema';
import type { StixObject } from './StixObject';

/** What to read. */
export interface StixInput {
  files: { path: string; name: string }[];
  /** A page of a TAXII server, which may hold nothing and tell of a next one. */
  isPage: boolean;
  /** The feed is this one file: when that cannot be read, the feed has failed. */
  isSingleFile: boolean;
  /** Instant after which no date may lie, ISO 8601 in UTC. */
  latest: string;
  maxBytes: number;
}

/** Some objects. */
export interface StixBatch {
  objects: StixObject[];
}

/** Counts of one reading; `accepted` are the objects that are of use. */
export interface StixOutput {
  read: number;
  accepted: number;
  refused: number;
  problems: RecordProblem[];
  /** Of a page. */
  more: boolean;
  next?: string;
}

const BATCH = 500;
const MAX_PROBLEMS = 1_000;

const pageSchema = z.object({
  more: z.boolean().optional(),
  next: z.string().max(2_000).optional(),
  objects: z.array(z.unknown()).optional(),
});

/** The objects of a bundle, of a page, or the one object that stands alone. */
function objectsOf(value: unknown, record: string, isPage: boolean) {
  const page = pageSchema.safeParse(value);
  if (page.success && (page.data.objects !== undefined || isPage)) {
    return page.data;
  }
  const isObject =
    typeof value === 'object' && value !== null && 'type' in value;
  if (isObject && value.type !== 'bundle' && !isPage) {
    return { objects: [value] };
  }
  throw new FeedContentError(
    `${record} is no STIX bundle or TAXII page: it has no list "objects"`,
  );
}

/**
 * Reads bundles of STIX 2.1 or pages of TAXII 2.1. What is wrong with one object or file does no harm to the others.
 *
 * @throws FeedContentError, FeedTooLargeError when a page or the only file cannot be read
 */
export const parseStix: Task<StixInput, StixOutput, StixBatch> = async (
  input,
  context,
) => {
  const schema = stixObjectSchema(input.latest);
  const output: StixOutput = {
    read: 0,
    accepted: 0,
    refused: 0,
    problems: [],
    more: false,
  };
  let objects: StixObject[] = [];
  const refuse = (problem: RecordProblem) => {
    output.refused += 1;
    if (output.problems.length < MAX_PROBLEMS) {
      output.problems.push(problem);
    }
  };
  const readRecord = async (value: unknown, record: string) => {
    const page = objectsOf(value, record, input.isPage);
    if ('more' in page) {
      output.more = page.more ?? false;
      output.next = page.next;
    }
    for (const [index, each] of (page.objects ?? []).entries()) {
      output.read += 1;
      const result = readStixObject({
        value: each,
        schema,
        record,
        place: `objects.${index}`,
      });
      if (result?.problem) {
        refuse(result.problem);
      }
      if (result?.object) {
        output.accepted += 1;
        objects.push(result.object);
      }
      if (objects.length === BATCH) {
        await context.emit({ objects });
        objects = [];
      }
    }
  };
  for (const file of input.files) {
    try {
      for await (const { record, parse } of readRecordFile(file, {
        maxBytes: input.maxBytes,
        maxMemoryMb: context.maxMemoryMb,
      })) {
        try {
          await readRecord(parse(), record);
        } catch (error) {
          if (input.isPage || !isRefusal(error)) {
            throw error;
          }
          output.read += 1;
          refuse({ record, reason: error.message });
        }
      }
    } catch (error) {
      if (input.isSingleFile || input.isPage || !isRefusal(error)) {
        throw error;
      }
      output.read += 1;
      refuse({ record: file.name, reason: error.message });
    }
  }
  if (objects.length > 0) {
    await context.emit({ objects });
  }
  return output;
};
