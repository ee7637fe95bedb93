import {
  labelsOfSightings,
  mergeLinked,
  type LinkedResult,
} from '@patch-risk/discovery';
import type { TaskContext } from '../workers/TaskContext';
import type {
  ImportAnswer,
  ImportBatch,
  ImportInput,
  PendingBatch,
} from './ImportInput';

/** Devices may change under an import as people decide; more often than this something else is wrong. */
const MOST_TRIES = 50;

type Emit = TaskContext<ImportBatch, ImportAnswer>['emit'];

async function link(emit: Emit, labels: string[]) {
  const answer = await emit({ kind: 'link', labels });
  if (answer.kind !== 'linked') throw new Error('link was not answered');
  return answer;
}

/** Merges a batch with what is stored; begins anew where something else was written meanwhile. */
export async function mergeBatch(options: {
  batch: PendingBatch;
  input: Pick<ImportInput, 'at' | 'options'>;
  bytesRead: number;
  emit: Emit;
}): Promise<void> {
  const { batch, input, bytesRead, emit } = options;
  const { sightings, problems } = batch;
  const labels = labelsOfSightings(sightings);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const linked = await link(emit, labels);
    const result: LinkedResult = mergeLinked({
      ...linked,
      sightings,
      at: input.at,
      options: input.options,
    });
    const answer = await emit({
      kind: 'write',
      result,
      sightings: sightings.length,
      problems: [...problems, ...result.problems],
      bytesRead,
    });
    if (answer.kind === 'written' && answer.done) return;
  }
  throw new Error('Devices went on changing while they were merged');
}
