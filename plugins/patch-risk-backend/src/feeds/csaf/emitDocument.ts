import type { ReadDocument, RecordProblem } from '@patch-risk/match';
import type { TaskContext } from '../../workers/TaskContext';
import { FeedTooLargeError } from '../FeedTooLargeError';
import { emptyBatch } from './emptyBatch';
import type { CsafBatch } from './parseCsaf';

const BATCH_PRODUCTS = 1_000;
const MAX_PRODUCTS = 1_000_000;
const MAX_PROBLEMS = 100;

/** Keeps the first problems and says how many more there are. */
function shorten(record: string, problems: RecordProblem[]): RecordProblem[] {
  return problems.length <= MAX_PROBLEMS
    ? problems
    : [
        ...problems.slice(0, MAX_PROBLEMS),
        {
          record,
          reason: `${
            problems.length - MAX_PROBLEMS
          } more problems of this document are not listed`,
        },
      ];
}

/**
 * Hands a document that was read to the main thread, in parts that fit into a batch.
 *
 * @param options - `document` is undefined where it was refused; reading its vulnerabilities adds to `problems`
 * @returns whether it can be used
 * @throws FeedTooLargeError when it names too many products
 */
export async function emitDocument(options: {
  record: string;
  document: ReadDocument | undefined;
  problems: RecordProblem[];
  emit: TaskContext<CsafBatch>['emit'];
}): Promise<boolean> {
  const { record, document, problems, emit } = options;
  let batch: CsafBatch = {
    ...emptyBatch(record, true),
    advisory: document?.advisory,
  };
  let count = 0;
  for (const { vulnerability, products } of document?.vulnerabilities ?? []) {
    batch.vulnerabilities.push(vulnerability);
    for (const product of products) {
      count += 1;
      if (count > MAX_PRODUCTS) {
        throw new FeedTooLargeError(
          `${record} names more than ${MAX_PRODUCTS} pairs of product and vulnerability`,
        );
      }
      batch.products.push(product);
      if (batch.products.length === BATCH_PRODUCTS) {
        await emit(batch);
        batch = emptyBatch(record, false);
      }
    }
  }
  await emit({ ...batch, problems: shorten(record, problems), isLast: true });
  return document !== undefined;
}
