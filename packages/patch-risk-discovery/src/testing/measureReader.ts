import type { SourceReader } from '../sources/SourceReader';

/**
 * Reads a generated file and watches the heap.
 *
 * @param lines - text of the lines, made while they are read
 * @returns how many items came, and how far the heap grew between the first and the last tenth, in bytes
 */
export async function measureReader(
  reader: SourceReader,
  lines: Iterable<string>,
): Promise<{ items: number; growth: number }> {
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
        if (count % 20 === 0) {
          globalThis.gc?.();
          heap.push(process.memoryUsage().heapUsed);
        }
      }
    }
    yield Buffer.from(part.join(''));
  }
  for await (const item of reader(bytes(), { file: 'generated' })) {
    items += item.kind === 'sighting' ? 1 : 0;
  }
  const tenth = Math.max(1, Math.floor(heap.length / 10));
  return {
    items,
    growth: Math.min(...heap.slice(-tenth)) - Math.max(...heap.slice(0, tenth)),
  };
}
