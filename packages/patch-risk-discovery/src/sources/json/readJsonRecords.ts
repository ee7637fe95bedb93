import { cleanText, type RecordProblem } from '@patch-risk/match';
import { jsonFaultPlace } from '../../text/jsonFaultPlace';
import type { JsonMapping } from './jsonMappingSchema';

const MOST_BYTES = 50 * 1_048_576;

function listAt(document: unknown, path: string | undefined): unknown {
  return (path?.split('.') ?? []).reduce<unknown>((value, step) => {
    const name = step.replace(/\[\]$/, '');
    return typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
  }, document);
}

/** The objects of a JSON document by a mapping, or why it cannot be read. Up to 50 MiB, held in memory. */
export async function readJsonRecords(
  input: AsyncIterable<Uint8Array>,
  options: { file: string; mapping: Pick<JsonMapping, 'records'> },
): Promise<{ records: unknown[]; problem?: RecordProblem }> {
  const { file, mapping } = options;
  const refuse = (problem: Omit<RecordProblem, 'record'>) => ({
    records: [],
    problem: { record: file, ...problem },
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      return refuse({
        reason: 'the document is larger than 50 MiB',
        remedy: 'Split it, or export it as CSV, which is read as a stream',
      });
    }
    chunks.push(chunk.slice());
  }
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const place = jsonFaultPlace(text);
    return refuse({
      reason: `is no JSON: ${cleanText(
        error instanceof Error ? error.message : String(error),
        200,
      )}`,
      remedy: `Correct it at line ${place.line}, column ${place.column}, or export it again`,
    });
  }
  const records = listAt(document, mapping.records);
  if (!Array.isArray(records)) {
    return refuse({
      field: mapping.records ?? 'the document',
      reason: 'is no list of objects',
      remedy: 'Give the path of the list as records of the mapping',
    });
  }
  return { records };
}
