// @ts-check
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';
import { findArchive } from './findArchive.mjs';
import { findJava } from './findJava.mjs';
import { findUnprivilegedUser } from './findUnprivilegedUser.mjs';
import { minimumJava } from './minimumJava.mjs';

/**
 * What keeps the real server from running here, without starting or fetching anything; undefined when nothing does.
 *
 * @param {{ version?: string }} [options]
 * @returns {ElasticsearchUnavailableError | undefined}
 */
export function whatIsMissing({ version = '9.5.0' } = {}) {
  try {
    findJava({ minimum: minimumJava(version) });
    findUnprivilegedUser();
    findArchive({ version, download: false });
    return undefined;
  } catch (error) {
    if (error instanceof ElasticsearchUnavailableError) {
      return error;
    }
    throw error;
  }
}
