import { createReadStream } from 'node:fs';
import type { TaskContext } from '../workers/TaskContext';
import type {
  ImportAnswer,
  ImportBatch,
  ImportInput,
  PendingBatch,
} from './ImportInput';
import { mergeBatch } from './mergeBatch';
import { openReader } from './openReader';

const BATCH = 250;

/** Worker task `import-discovery`: reads a file, and merges what it tells with what is stored, batch by batch. */
export async function importTask(
  input: ImportInput,
  { emit }: TaskContext<ImportBatch, ImportAnswer>,
): Promise<void> {
  const read = openReader(input.kind, input.mapping);
  const { file, site, source } = input;
  let bytesRead = 0;
  async function* bytes() {
    for await (const chunk of createReadStream(input.path)) {
      bytesRead += chunk.length;
      yield chunk as Uint8Array;
    }
  }
  let batch: PendingBatch = { sightings: [], problems: [] };
  const flush = async () => {
    const full = batch;
    batch = { sightings: [], problems: [] };
    await mergeBatch({ batch: full, input, bytesRead, emit });
  };
  for await (const item of read(bytes(), { file, site })) {
    if (item.kind === 'problem') batch.problems.push(item.problem);
    else batch.sightings.push({ ...item.sighting, source });
    if (batch.sightings.length >= BATCH || batch.problems.length >= BATCH) {
      await flush();
    }
  }
  await flush();
}
