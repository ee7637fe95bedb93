// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some(folder => folder !== '' && existsSync(join(folder, name)));
}

/** @param {string} version */
function archivePath(version) {
  const repository =
    process.env.MAVEN_REPOSITORY ?? join(homedir(), '.m2', 'repository');
  return join(
    repository,
    'org/elasticsearch/distribution/integ-test-zip/elasticsearch',
    version,
    `elasticsearch-${version}.zip`,
  );
}

/**
 * Path of the server's archive: Maven's local repository, else fetched by Maven when `download` is true. Without
 * `download` it only makes sure that fetching is possible.
 *
 * @param {{ version: string, download: boolean, onProgress?: (message: string) => void }} options
 * @returns {string}
 */
export function findArchive({ version, download, onProgress }) {
  const archive = archivePath(version);
  if (existsSync(archive)) {
    return archive;
  }
  if (!onPath('mvn')) {
    throw new ElasticsearchUnavailableError(
      'maven-missing',
      `Elasticsearch ${version} is not in ${archive}, and Maven is not installed to fetch it.`,
      'Install Maven (Debian package maven), or put the archive there.',
    );
  }
  if (!download) {
    return archive;
  }
  onProgress?.(`Fetching Elasticsearch ${version} through Maven (130 MB)`);
  const result = spawnSync(
    'mvn',
    [
      '--batch-mode',
      '--quiet',
      'dependency:get',
      '-Dtransitive=false',
      `-Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`,
    ],
    { encoding: 'utf8', timeout: 900_000 },
  );
  if (result.status !== 0 || !existsSync(archive)) {
    const last = `${result.stdout}\n${result.stderr}`.trim().split('\n').at(-1);
    throw new ElasticsearchUnavailableError(
      'download-failed',
      `Maven could not fetch Elasticsearch ${version}: ${last}`,
      'Check that Maven Central or a mirror of it is reachable.',
    );
  }
  return archive;
}
