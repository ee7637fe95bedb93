import type { RecordProblem } from '@patch-risk/match';
import { z } from 'zod';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import type { Tlp } from '../intelligence/Tlp';
import { isRefusal } from '../isRefusal';
import { readRecordFile } from '../readRecordFile';
import { type MispEvent, readEvent } from './readEvent';
import { mispSchemas } from './schema';

/** What to read. */
export interface MispInput {
  files: { path: string; name: string }[];
  /** The feed is this one file or page: when that cannot be read, the feed has failed. */
  isSingleFile: boolean;
  /** Instant after which no time may lie, ISO 8601 in UTC. */
  latest: string;
  maxBytes: number;
  /** Names the source where an event does not. */
  title: string;
  /** Labels of what is taken. */
  tlp: Tlp[];
}

/** Some events. */
export interface MispBatch {
  events: MispEvent[];
}

/** Counts of one reading, of events. */
export interface MispOutput {
  read: number;
  accepted: number;
  refused: number;
  problems: RecordProblem[];
}

const BATCH = 1_000;
const MAX_PROBLEMS = 1_000;

const wrapped = z.object({ Event: z.unknown() });
const answerSchema = z.union([
  z
    .object({ response: z.array(wrapped) })
    .transform(({ response }) => response),
  z.array(wrapped),
  wrapped.transform(event => [event]),
]);

function eventsOf(value: unknown, record: string): unknown[] {
  const answer = answerSchema.safeParse(value);
  const events = answer.data?.map(({ Event }) => Event);
  if (!events || events.includes(undefined)) {
    throw new FeedContentError(
      `${record} is no event of MISP: it has neither "Event" nor a list "response" of such`,
    );
  }
  return events;
}

/**
 * Reads events as MISP exports them. What is wrong with one part does no harm to the others.
 *
 * @throws FeedContentError, FeedTooLargeError when a page or the only file cannot be read
 */
export const parseMisp: Task<MispInput, MispOutput, MispBatch> = async (
  input,
  context,
) => {
  const schemas = mispSchemas(input.latest);
  const output: MispOutput = {
    read: 0,
    accepted: 0,
    refused: 0,
    problems: [],
  };
  const note = (problems: RecordProblem[]) => {
    output.problems.push(
      ...problems.slice(0, MAX_PROBLEMS - output.problems.length),
    );
  };
  let events: MispEvent[] = [];
  let count = 0;
  const emit = async () => {
    await context.emit({ events });
    events = [];
    count = 0;
  };
  const readRecord = async (value: unknown, record: string) => {
    for (const [index, each] of eventsOf(value, record).entries()) {
      output.read += 1;
      const problems: RecordProblem[] = [];
      const event = readEvent({
        ...input,
        value: each,
        schemas,
        record,
        place: `${index}.Event`,
        problems,
      });
      note(problems);
      if (event) {
        output.accepted += 1;
        events.push(event);
        count += 1 + event.sightings.length;
      } else {
        output.refused += 1;
      }
      if (count >= BATCH) {
        await emit();
      }
    }
  };
  for (const file of input.files) {
    try {
      for await (const { record, parse } of readRecordFile(file, {
        maxBytes: input.maxBytes,
        maxMemoryMb: context.maxMemoryMb,
      })) {
        await readRecord(parse(), record);
      }
    } catch (error) {
      if (input.isSingleFile || !isRefusal(error)) {
        throw error;
      }
      output.read += 1;
      output.refused += 1;
      note([{ record: file.name, reason: error.message }]);
    }
  }
  if (events.length > 0) {
    await emit();
  }
  return output;
};
