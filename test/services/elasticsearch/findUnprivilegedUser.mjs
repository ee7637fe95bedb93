// @ts-check
import { readFileSync } from 'node:fs';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';

const CANDIDATES = ['elasticsearch', 'nobody', 'postgres', 'daemon'];

/**
 * Elasticsearch refuses to run as root, so root needs somebody else to run it as.
 *
 * @returns {{ name: string, uid: number, gid: number } | undefined} undefined when we are not root
 */
export function findUnprivilegedUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(row => row.split(':'));
  for (const name of CANDIDATES) {
    const row = rows.find(fields => fields[0] === name);
    if (row) {
      return { name, uid: Number(row[2]), gid: Number(row[3]) };
    }
  }
  throw new ElasticsearchUnavailableError(
    'no-unprivileged-user',
    'Elasticsearch does not run as root, and no other user was found.',
    `Create one with "useradd --system elasticsearch", or run as a user other than root.`,
  );
}
