// @ts-check
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';

/**
 * Unpacks the server once into a folder that every user may read, and returns its home. Safe when two processes do it
 * at the same time: each unpacks beside it and the first rename wins.
 *
 * @param {{ archive: string, version: string }} options
 */
export function unpackArchive({ archive, version }) {
  const cache = join(tmpdir(), 'patch-risk-services');
  const home = join(cache, `elasticsearch-${version}`);
  if (existsSync(join(home, 'bin', 'elasticsearch'))) {
    return home;
  }
  const beside = join(cache, `.unpacking-${process.pid}-${Date.now()}`);
  mkdirSync(beside, { recursive: true });
  chmodSync(cache, 0o755);
  try {
    const result = spawnSync('unzip', ['-q', archive, '-d', beside], {
      encoding: 'utf8',
    });
    if (result.status !== 0) {
      throw new ElasticsearchUnavailableError(
        'unzip-failed',
        `The archive ${archive} could not be unpacked: ${
          result.error?.message ?? result.stderr.trim()
        }`,
        'Install unzip (Debian package unzip); when the archive is damaged, delete it and start again.',
      );
    }
    const unpacked = join(beside, `elasticsearch-${version}`);
    // The server itself is read by whoever runs it; what it writes goes to folders of its own.
    spawnSync('chmod', ['-R', 'a+rX', unpacked]);
    try {
      renameSync(unpacked, home);
    } catch (error) {
      if (!existsSync(join(home, 'bin', 'elasticsearch'))) {
        throw error;
      }
    }
    return home;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
