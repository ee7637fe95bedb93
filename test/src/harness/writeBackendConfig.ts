import type { JsonObject } from '@backstage/types';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the backend keeps its data: files below its data folder, or databases of a PostgreSQL server. */
export type BackendDatabase =
  | { client: 'better-sqlite3' }
  | { client: 'pg'; url: string; prefix: string };

/**
 * Writes what every backend of a test needs, whatever it tests: ports, databases, guest sign-in, the token of a sender.
 *
 * @returns paths of files for `--config`, to be read in this order
 */
export function writeBackendConfig(options: {
  url: string;
  port: number;
  dataDirectory: string;
  database: BackendDatabase;
  telemetryToken: string;
  config: JsonObject;
}): string[] {
  const { url, dataDirectory, database } = options;
  const base = {
    app: {
      title: 'Patch Risk',
      baseUrl: url,
      packages: 'all',
      extensions: [{ 'page:catalog': { config: { path: '/' } } }],
    },
    organization: { name: 'Test' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port: options.port },
      csp: {
        'connect-src': ["'self'", 'http:', 'https:'],
        // Chromium would ask for https, which nothing listens on here.
        'upgrade-insecure-requests': false,
      },
      database:
        database.client === 'pg'
          ? {
              client: 'pg',
              connection: database.url,
              prefix: database.prefix,
            }
          : {
              client: 'better-sqlite3',
              connection: { directory: join(dataDirectory, 'sqlite') },
            },
      auth: {
        keys: [{ secret: 'dGVzdC1vbmx5LWtleS1vZi10aGUtaGFybmVzcw==' }],
        externalAccess: [
          {
            type: 'static',
            options: { token: options.telemetryToken, subject: 'sender' },
            accessRestrictions: [
              {
                plugin: 'patch-risk',
                permission: 'patch-risk.telemetry.write',
              },
            ],
          },
        ],
      },
    },
    auth: { providers: { guest: {} } },
    catalog: {
      rules: [
        {
          allow: [
            'API',
            'Component',
            'Domain',
            'Group',
            'Location',
            'Resource',
            'System',
            'User',
          ],
        },
      ],
    },
    permission: { enabled: true },
    // Tests have the machine to themselves; those of the pace set their own.
    patchRisk: { workers: { mainThreadShare: 1 } },
  };
  const baseFile = join(dataDirectory, 'app-config.harness.json');
  const testFile = join(dataDirectory, 'app-config.test.json');
  writeFileSync(baseFile, JSON.stringify(base, undefined, 2));
  writeFileSync(testFile, JSON.stringify(options.config, undefined, 2));
  return [baseFile, testFile];
}
