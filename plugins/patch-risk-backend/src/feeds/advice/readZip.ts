import { promisify } from 'node:util';
import { type Entry, open, type ZipFile } from 'yauzl';
import { FeedContentError } from '../FeedContentError';
import { FeedTooLargeError } from '../FeedTooLargeError';

const MAX_ENTRIES = 2_000_000;

/** The next entry; undefined after the last one. */
function nextEntry(zip: ZipFile, name: string): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = () => {
      zip.removeAllListeners('entry');
      zip.removeAllListeners('end');
      zip.removeAllListeners('error');
    };
    zip.once('entry', (entry: Entry) => {
      done();
      resolve(entry);
    });
    zip.once('end', () => {
      done();
      resolve(undefined);
    });
    zip.once('error', () => {
      done();
      reject(new FeedContentError(`${name} is damaged or truncated`));
    });
    zip.readEntry();
  });
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  options: { name: string; maxBytes: number },
): Promise<Buffer> {
  const { name, maxBytes } = options;
  if (entry.uncompressedSize > maxBytes) {
    throw FeedTooLargeError.create(name, maxBytes);
  }
  try {
    const stream = await promisify(zip.openReadStream.bind(zip))(entry);
    const chunks: Buffer[] = [];
    // The library ends the stream with an error where it grows past the size that the entry states.
    for await (const chunk of stream as AsyncIterable<Buffer>)
      chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new FeedContentError(`${name} is damaged or truncated`, error);
  }
}

/**
 * The `.json` files in a zip archive, one after the other; folders and other files are left out.
 * Nothing is unpacked to disk.
 *
 * @param options - `name` of the archive in errors, `maxBytes` for each file in it
 * @throws FeedContentError where the archive is damaged; what is wrong with one file is in `problem`
 */
export async function* readZip(options: {
  path: string;
  name: string;
  maxBytes: number;
}): AsyncGenerator<{ record: string; bytes?: Buffer; problem?: Error }> {
  const { path, name, maxBytes } = options;
  let zip: ZipFile;
  try {
    zip = await promisify(
      (file: string, callback: (error: Error | null, zip: ZipFile) => void) =>
        open(file, { lazyEntries: true, autoClose: false }, callback),
    )(path);
  } catch (error) {
    throw new FeedContentError(
      `${name} is no zip archive, or truncated`,
      error,
    );
  }
  try {
    for (let count = 0; count < MAX_ENTRIES; count += 1) {
      const entry = await nextEntry(zip, name);
      if (!entry) return;
      if (!/\.json$/i.test(entry.fileName)) continue;
      const record = `${name}/${entry.fileName.slice(0, 300)}`;
      try {
        const bytes = await readEntry(zip, entry, { name: record, maxBytes });
        yield { record, bytes };
      } catch (error) {
        yield { record, problem: error as Error };
      }
    }
  } finally {
    zip.close();
  }
}
