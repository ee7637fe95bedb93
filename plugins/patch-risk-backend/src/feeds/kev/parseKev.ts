import { type RecordProblem, schemaProblem } from '@patch-risk/match';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { readJsonFile } from '../readJsonFile';
import { kevCatalogSchema, kevEntrySchema, type KevEntry } from './schema';

/** What to read. */
export interface KevInput {
  path: string;
  name: string;
  maxBytes: number;
}

/** The whole catalogue; it has a few thousand entries. */
export interface KevOutput {
  entries: KevEntry[];
  problems: RecordProblem[];
  read: number;
  releasedOn: string;
}

function recordName(entry: unknown, index: number): string {
  const cve =
    typeof entry === 'object' && entry !== null && 'cveID' in entry
      ? entry.cveID
      : undefined;
  return typeof cve === 'string' && cve.length < 40
    ? cve
    : `vulnerabilities.${index}`;
}

/**
 * Reads CISA's catalogue of known exploited vulnerabilities.
 *
 * @throws FeedContentError when the file is no such catalogue, or holds fewer entries than it says.
 */
export const parseKev: Task<KevInput, KevOutput> = async (input, context) => {
  const { value } = await readJsonFile({
    ...input,
    maxMemoryMb: context.maxMemoryMb,
  });
  const catalog = kevCatalogSchema.safeParse(value);
  if (!catalog.success) {
    const problem = schemaProblem({
      record: input.name,
      input: value,
      error: catalog.error,
    });
    throw new FeedContentError(
      `${input.name} is no KEV catalogue: ${problem.field ?? 'the text'}: ${
        problem.reason
      }`,
    );
  }
  const { count, vulnerabilities, dateReleased } = catalog.data;
  if (count !== vulnerabilities.length) {
    throw new FeedContentError(
      `${input.name} says it has ${count} entries, but holds ${vulnerabilities.length}: it is truncated or was altered`,
    );
  }

  const entries = new Map<string, KevEntry>();
  const problems: RecordProblem[] = [];
  for (const [index, raw] of vulnerabilities.entries()) {
    const entry = kevEntrySchema.safeParse(raw);
    const record = recordName(raw, index);
    if (!entry.success) {
      problems.push(schemaProblem({ record, input: raw, error: entry.error }));
    } else if (entries.has(entry.data.cve)) {
      problems.push({
        record,
        field: 'cveID',
        value: entry.data.cve,
        reason:
          'The catalogue names this vulnerability twice; the first entry counts',
      });
    } else {
      entries.set(entry.data.cve, entry.data);
    }
  }
  return {
    entries: [...entries.values()],
    problems,
    read: vulnerabilities.length,
    releasedOn: dateReleased,
  };
};
