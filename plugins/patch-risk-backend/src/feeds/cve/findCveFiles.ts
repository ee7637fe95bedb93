import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { isError } from '@backstage/errors';
import { FeedUnavailableError } from '../FeedUnavailableError';

// Lists that stand beside the records of the CVE List.
const others = new Set([
  'delta.json',
  'deltalog.json',
  'recent_activities.json',
  'package.json',
  'package-lock.json',
]);

/**
 * The files of CVE records: the file itself, or all `.json` and `.jsonl` files (packed with gzip or not) in and below
 * a directory, in order.
 *
 * @throws FeedUnavailableError when there is nothing at the path.
 */
export async function findCveFiles(
  path: string,
): Promise<{ files: { path: string; name: string }[]; isSingleFile: boolean }> {
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
          /\.jsonl?(\.gz)?$/i.test(entry.name) &&
          !entry.name.startsWith('.') &&
          !others.has(entry.name.toLowerCase()),
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
