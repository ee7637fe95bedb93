// @ts-check
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ElasticsearchUnavailableError } from './ElasticsearchUnavailableError.mjs';

/**
 * @typedef {{ username: string, password: string }} Account
 * @typedef {{ admin: Account, writer: Account, resolver?: Account }} Security
 */

/** Least privilege: the writer appends to our data streams and can neither read nor change them. */
const ROLES = `patch_risk_writer:
  indices:
    - names: ['logs-patchrisk.*']
      privileges: ['create_doc', 'auto_configure']
patch_risk_resolver:
  indices:
    - names: ['logs-patchrisk.*', '.ds-logs-patchrisk.*']
      privileges: ['read', 'view_index_metadata']
`;

/**
 * Writes the configuration folder of one server and, with security, its users.
 *
 * @param {{ home: string, folder: string, port: number, javaHome: string, security?: Security }} options
 * @returns {string} the configuration folder
 */
export function writeConfiguration({ home, folder, port, javaHome, security }) {
  const configuration = join(folder, 'config');
  rmSync(configuration, { recursive: true, force: true });
  mkdirSync(configuration, { recursive: true });
  cpSync(join(home, 'config'), configuration, { recursive: true });
  const settings = {
    'cluster.name': 'patch-risk',
    'node.name': 'patch-risk-1',
    'discovery.type': 'single-node',
    'network.host': '127.0.0.1',
    'http.port': port,
    // Port 0 lets several servers run beside each other.
    'transport.port': 0,
    'path.data': join(folder, 'data'),
    'path.logs': join(folder, 'logs'),
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': security !== undefined,
    ...(security && {
      'xpack.security.http.ssl.enabled': false,
      'xpack.security.transport.ssl.enabled': false,
      'xpack.security.enrollment.enabled': false,
    }),
  };
  writeFileSync(
    join(configuration, 'elasticsearch.yml'),
    Object.entries(settings)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join(''),
  );
  if (security) {
    writeFileSync(join(configuration, 'roles.yml'), ROLES);
    const users = [
      { ...security.admin, role: 'superuser' },
      { ...security.writer, role: 'patch_risk_writer' },
      ...(security.resolver
        ? [{ ...security.resolver, role: 'patch_risk_resolver' }]
        : []),
    ];
    for (const { username, password, role } of users) {
      const result = spawnSync(
        join(home, 'bin', 'elasticsearch-users'),
        ['useradd', username, '-p', password, '-r', role],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            ES_JAVA_HOME: javaHome,
            ES_PATH_CONF: configuration,
          },
        },
      );
      if (result.status !== 0) {
        throw new ElasticsearchUnavailableError(
          'did-not-start',
          `The user ${username} could not be added to the file realm.`,
          'Passwords have at least six characters.',
        );
      }
    }
  }
  return configuration;
}
