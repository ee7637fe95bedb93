import type { SourceItem } from '../sources/SourceReader';
import type { Flow } from './Flow';

/**
 * What a reader of flows gives: a flow, or the place and reason of something that could not be read.
 *
 * @public
 */
export type FlowItem =
  | { kind: 'flow'; flow: Flow }
  | Extract<SourceItem, { kind: 'problem' }>;

/**
 * Reads the flows of a sensor's log. A broken record costs that record. Streams: memory does not grow with the file.
 *
 * @param input - bytes of the file, as they come
 * @param options - `file` is what it is called in problems
 *
 * @public
 */
export type FlowReader = (
  input: AsyncIterable<Uint8Array>,
  options: { file: string },
) => AsyncGenerator<FlowItem, void, undefined>;
