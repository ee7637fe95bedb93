import type { CsafWriter } from '../csaf/CsafWriter';
import type { FeedContext } from '../FeedContext';
import type { AdviceInput, AdviceOutput } from './parseAdvice';

const REPORT_EVERY = 50;

/**
 * Reads files in a worker thread and writes what they hold, each document in a transaction of its own.
 *
 * @param options - `share` is how far the refresh is before and after these files
 */
export async function readAdviceFiles(options: {
  kind: AdviceInput['kind'];
  files: AdviceInput['files'];
  isSingleFile: boolean;
  knownHashes: string[];
  writer: CsafWriter;
  context: FeedContext;
  onProgress?: (written: number) => Promise<void>;
}): Promise<AdviceOutput> {
  const { kind, files, isSingleFile, knownHashes, writer, context } = options;
  return context.workers.run(
    'parse-advice',
    {
      kind,
      files,
      isSingleFile,
      knownHashes,
      maxBytes: context.fetcher.maxBytes,
      today: context.at.slice(0, 10),
    },
    {
      signal: context.signal,
      async onBatch(batch) {
        await writer.write(batch);
        if (writer.isIdle && writer.written % REPORT_EVERY === 0) {
          await options.onProgress?.(writer.written);
        }
      },
    },
  );
}
