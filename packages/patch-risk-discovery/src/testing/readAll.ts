import type { RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';
import type { SourceReader } from '../sources/SourceReader';

/** Everything that a reader gives for a text or bytes, cut into chunks of an odd size. */
export async function readAll(
  reader: SourceReader,
  content: string | Uint8Array,
  options: { file?: string; site?: string } = {},
) {
  const bytes = Buffer.from(content as Uint8Array);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += 4093) {
      yield bytes.subarray(start, start + 4093);
    }
  }
  const sightings: Sighting[] = [];
  const problems: RecordProblem[] = [];
  for await (const item of reader(chunks(), { file: 'f', ...options })) {
    if (item.kind === 'sighting') {
      sightings.push(item.sighting);
    } else {
      problems.push(item.problem);
    }
  }
  return { sightings, problems };
}
