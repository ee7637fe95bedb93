import { createHash } from 'node:crypto';
import { readDocument } from '../csaf/readDocument';
import type { RecordProblem } from '../records/RecordProblem';
import type { NewRow } from './AdvisoryIndex';
import { toRows } from './toRows';

/**
 * What was read of a document; `advisoryId` is missing where the whole of it was refused.
 *
 * @public
 */
export interface DocumentRows {
  advisoryId?: string;
  vulnerabilities: number;
  rows: NewRow[];
  problems: RecordProblem[];
}

/**
 * Reads a CSAF 2.0 document into rows for the index.
 *
 * @param options - `value` as parsed from JSON; `record` is what the document is called in problems;
 *   `today` as `YYYY-MM-DD`, a fix dated later is announced
 *
 * @public
 */
export function rowsOfDocument(options: {
  value: unknown;
  record: string;
  today: string;
}): DocumentRows {
  const problems: RecordProblem[] = [];
  const document = readDocument({
    ...options,
    contentHash: createHash('sha256').update(options.record).digest('hex'),
    problems,
  });
  const advisoryId = document?.advisory.trackingId;
  const { rows, vulnerabilities } = toRows(
    document,
    advisoryId ?? options.record,
  );
  return { advisoryId, vulnerabilities, rows, problems };
}
