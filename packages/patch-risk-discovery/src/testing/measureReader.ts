import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SourceReader } from '../sources/SourceReader';

/**
 * Reads a generated file and watches the heap.
 *
 * @param lines - text of the lines, made while they are read
 * @returns how many items came, and how far the heap grew after the first 20,000 lines, in bytes
 */
export async function measureReader(
  reader: SourceReader,
  lines: Iterable<string>,
): Promise<{ items: number; growth: number }> {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const heap: number[] = [];
  let items = 0;
  async function* bytes() {
    let part: string[] = [];
    let count = 0;
    for (const line of lines) {
      part.push(line);
      if (part.length === 500) {
        yield Buffer.from(part.join(''));
        part = [];
        count += 1;
        if (count % 40 === 0) {
          collectGarbage();
          heap.push(process.memoryUsage().heapUsed);
        }
      }
    }
    yield Buffer.from(part.join(''));
  }
  for await (const item of reader(bytes(), { file: 'generated' })) {
    items += item.kind === 'sighting' ? 1 : 0;
  }
  const [first = 0] = heap;
  return { items, growth: (heap.at(-1) ?? 0) - first };
}
