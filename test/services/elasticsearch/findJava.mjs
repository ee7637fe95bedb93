// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';

/** @param {string} home */
function majorVersion(home) {
  const release = join(home, 'release');
  if (!existsSync(join(home, 'bin', 'java')) || !existsSync(release)) {
    return 0;
  }
  const match = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'));
  return match ? Number(match[1]) : 0;
}

/**
 * Home of the newest Java that is new enough, from ES_JAVA_HOME, JAVA_HOME, or /usr/lib/jvm.
 *
 * @param {{ minimum: number }} options
 * @returns {string}
 */
export function findJava({ minimum }) {
  const installed = existsSync('/usr/lib/jvm')
    ? readdirSync('/usr/lib/jvm').map(name => join('/usr/lib/jvm', name))
    : [];
  const named = [process.env.ES_JAVA_HOME, process.env.JAVA_HOME].filter(
    home => home !== undefined && home !== '',
  );
  const candidates = [
    ...named,
    ...installed.sort((a, b) => majorVersion(b) - majorVersion(a)),
  ];
  for (const home of candidates) {
    if (home !== undefined && majorVersion(home) >= minimum) {
      return home;
    }
  }
  throw new ElasticsearchUnavailableError(
    'java-missing',
    `No Java ${minimum} or newer was found.`,
    `Install a JDK ${minimum} or newer (for example the Debian package temurin-25-jdk) below /usr/lib/jvm, or set ES_JAVA_HOME.`,
  );
}
