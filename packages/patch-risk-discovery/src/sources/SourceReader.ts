import type { RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';

/**
 * What a reader gives: a sighting, or the place and reason of something that could not be read.
 *
 * @public
 */
export type SourceItem =
  | { kind: 'sighting'; sighting: Sighting }
  | { kind: 'problem'; problem: RecordProblem };

/**
 * Reads the export of one source. A broken record costs that record, never those around it; what is
 * malformed as a whole ends in one problem with its place. Streams: memory does not grow with the file.
 *
 * @param input - bytes of the file, as they come
 * @param options - `file` is what it is called in problems; `site` goes into each sighting
 *
 * @public
 */
export type SourceReader = (
  input: AsyncIterable<Uint8Array>,
  options: { file: string; site?: string },
) => AsyncGenerator<SourceItem, void, undefined>;
