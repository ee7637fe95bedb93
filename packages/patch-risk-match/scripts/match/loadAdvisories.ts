import { stat } from 'node:fs/promises';
import { AdvisoryIndex } from '../../src/engine/AdvisoryIndex';
import { rowsOfDocuments } from '../../src/engine/rowsOfDocuments';
import type { RecordProblem } from '../../src/records/RecordProblem';
import { readDocuments } from './readDocuments';

/** Problems that are told in full; the rest is counted. */
const TOLD = 20;

/**
 * Reads all documents of a folder or file into an index. Of one document that comes in several
 * revisions the highest counts.
 *
 * @param tell - takes progress and what was left out, a line each
 * @throws Error where not one document could be read
 */
export async function loadAdvisories(
  path: string,
  tell: (line: string) => void,
): Promise<AdvisoryIndex> {
  const index = AdvisoryIndex.create();
  const startedAt = performance.now();
  const today = new Date().toISOString().slice(0, 10);
  const counts = { read: 0, accepted: 0, refused: 0, problems: 0 };
  const report = ({ record, field, value, reason }: RecordProblem) => {
    counts.problems++;
    if (counts.problems > TOLD) return;
    const place = [record, field].filter(Boolean).join(', ');
    tell(`${place}: ${reason}${value === undefined ? '' : ` ("${value}")`}`);
  };
  await stat(path);
  let spokenAt = startedAt;
  for await (const { record, value, problem } of readDocuments(path)) {
    counts.read++;
    for (const document of problem
      ? [{ advisoryId: undefined, rows: [], problems: [problem] }]
      : rowsOfDocuments({ value, record, today })) {
      for (const each of document.problems) report(each);
      if (document.advisoryId === undefined) counts.refused++;
      else {
        counts.accepted++;
        // A later file of the same advisory takes the place of the earlier one.
        index.remove(document.advisoryId);
        for (const row of document.rows) index.add(row);
      }
    }
    if (performance.now() - spokenAt > 5000) {
      spokenAt = performance.now();
      tell(`${counts.read} documents`);
    }
  }
  if (counts.problems > TOLD) {
    tell(`${counts.problems - TOLD} more problems are not listed`);
  }
  if (counts.accepted === 0) {
    throw Object.assign(
      new Error(
        `${path} holds no document of CSAF 2.0, OSV, NVD or VEX that can be read; give a folder of .json files or a .jsonl file`,
      ),
      { name: 'InputError' },
    );
  }
  const seconds = (performance.now() - startedAt) / 1000;
  tell(
    `${counts.read} documents read, ${counts.accepted} accepted, ${
      counts.refused
    } refused, ${index.rowCount} rows (${seconds.toFixed(1)} s)`,
  );
  return index;
}
