import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { FeedUnavailableError } from '../FeedUnavailableError';

/** A file that may hold a bill of materials. */
export interface SbomFile {
  path: string;
  /** Time and size: changes when the file does. */
  version: string;
}

const NAMES = /\.(json|xml|cdx)(\.gz)?$/i;

/**
 * The documents in and below directories, in order of their paths. Links are not followed, so that
 * nothing outside is read.
 *
 * @throws FeedUnavailableError where a directory cannot be read
 */
export async function findDocuments(
  directories: readonly string[],
): Promise<SbomFile[]> {
  const files = new Map<string, SbomFile>();
  for (const directory of directories) {
    try {
      const entries = await readdir(directory, {
        recursive: true,
        withFileTypes: true,
      });
      for (const entry of entries) {
        if (!entry.isFile() || !NAMES.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const { mtimeMs, size } = await stat(path);
        files.set(path, { path, version: `${mtimeMs}/${size}` });
      }
    } catch (error) {
      const code =
        isError(error) && 'code' in error ? error.code : 'unknown error';
      throw new FeedUnavailableError(
        `${directory} could not be read (${String(code)})`,
      );
    }
  }
  return [...files.values()].sort((left, right) =>
    left.path < right.path ? -1 : 1,
  );
}
