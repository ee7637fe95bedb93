import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { isError } from '@backstage/errors';
import { FeedUnavailableError } from './FeedUnavailableError';

/**
 * The files of a feed that is read from disk: the file itself, or all `.json` and `.jsonl` files
 * (packed with gzip or not) in and below a directory, in order.
 *
 * @param options - `isOther` tells of a file, by its name without folders, that it stands beside the records;
 *   `alsoZip` takes archives of them too
 * @throws FeedUnavailableError when there is nothing at the path.
 */
export async function findLocalFiles(
  path: string,
  options: { isOther: (name: string) => boolean; alsoZip?: boolean },
): Promise<{ files: { path: string; name: string }[]; isSingleFile: boolean }> {
  const named = options.alsoZip
    ? /\.(?:jsonl?(?:\.gz)?|zip)$/i
    : /\.jsonl?(\.gz)?$/i;
  try {
    if ((await stat(path)).isFile()) {
      return { files: [{ path, name: basename(path) }], isSingleFile: true };
    }
    const entries = await readdir(path, {
      recursive: true,
      withFileTypes: true,
    });
    const files = entries
      .filter(
        entry =>
          entry.isFile() &&
          named.test(entry.name) &&
          !entry.name.startsWith('.') &&
          !options.isOther(entry.name),
      )
      .map(entry => {
        const file = join(entry.parentPath, entry.name);
        return { path: file, name: relative(path, file) };
      })
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    return { files, isSingleFile: false };
  } catch (error) {
    const code =
      isError(error) && 'code' in error ? error.code : 'unknown error';
    throw new FeedUnavailableError(
      `${path} could not be read (${String(code)})`,
    );
  }
}
