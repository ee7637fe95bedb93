import type { RecordProblem } from '@patch-risk/match';
import type { Bom } from './Bom';
import { openBom } from './openBom';
import { readBom } from './readBom';

/**
 * Reads a document of CycloneDX 1.2 to 1.7, JSON or XML, of up to 50 MiB: what it is about, whatever
 * that is, and all of its components.
 *
 * @param options - `file` is what the document is called in problems
 * @returns only the problems where it is no such document
 *
 * @public
 */
export async function readBomFile(
  input: AsyncIterable<Uint8Array>,
  options: { file: string },
): Promise<Bom | Pick<Bom, 'problems'>> {
  const opened: { value: unknown } | { problems: RecordProblem[] } =
    await openBom(input, options.file);
  return 'value' in opened ? readBom(opened.value, options.file) : opened;
}
