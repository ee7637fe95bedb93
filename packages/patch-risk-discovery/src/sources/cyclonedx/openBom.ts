import type { RecordProblem } from '@patch-risk/match';
import { jsonFaultPlace } from '../../text/jsonFaultPlace';
import { readXmlRecords } from '../../xml/readXmlRecords';
import { bomOfXml, isReadOfBom } from './bomOfXml';

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_DEPTH = 1000;

async function collect(
  input: AsyncIterable<Uint8Array>,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/**
 * A document of CycloneDX, JSON or XML, as JSON; or why it is none.
 *
 * @param input - at most 50 MiB; the document is held in memory
 */
export async function openBom(
  input: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ value: unknown } | { problems: RecordProblem[] }> {
  const bytes = await collect(input);
  if (!bytes) {
    const reason = `is larger than ${MAX_BYTES / 1024 / 1024} MiB`;
    const remedy = 'Split the document by firmware';
    return { problems: [{ record: file, reason, remedy }] };
  }
  // Through U+FEFF, blanks, and the zeros of UTF-16.
  const head = bytes.subarray(0, 200).toString('latin1');
  const isXml = /^[\s\u00ef\u00bb\u00bf\u00fe\u00ff\0]*</.test(head);
  if (!isXml) {
    const text = new TextDecoder().decode(bytes);
    try {
      return { value: JSON.parse(text) };
    } catch {
      const { line, column } = jsonFaultPlace(text);
      const reason = 'is not well-formed JSON here';
      const remedy = 'Export it again as JSON or XML of CycloneDX';
      const record = `${file}, line ${line}, column ${column}`;
      return { problems: [{ record, reason, remedy }] };
    }
  }
  const problems: RecordProblem[] = [];
  let value: unknown;
  for await (const item of readXmlRecords(once(bytes), {
    file,
    expected: 'a document of CycloneDX',
    ancestors: [],
    records: ['bom'],
    keep: isReadOfBom,
    maxDepth: MAX_DEPTH,
    maxRecordLength: 4 * MAX_BYTES,
  })) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'record') value = bomOfXml(item.element);
  }
  return value === undefined ? { problems } : { value };
}
