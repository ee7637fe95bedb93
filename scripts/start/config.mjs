import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The account with which the demo signs in to its Jira stand-in. */
export const demoJiraEmail = 'patch-risk@demo.example';

/** Secrets of this installation of the demo, made at its first start. */
function readSecrets(data) {
  const file = join(data, 'secrets.json');
  if (!existsSync(file)) {
    const secrets = {
      backend: randomBytes(24).toString('base64'),
      telemetry: randomBytes(24).toString('hex'),
      jira: randomBytes(24).toString('hex'),
    };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What app-config.local.yaml sets of its own; the demo's stand-ins make way for it. */
function readLocal(root) {
  const file = join(root, 'app-config.local.yaml');
  return existsSync(file)
    ? parse(readFileSync(file, 'utf8'))?.patchRisk ?? {}
    : {};
}

/**
 * Writes the configuration that this start adds to app-config.yaml: ports, places of files, demo feeds, stand-ins.
 *
 * @returns file, secrets, and whether the Jira stand-in is to be started
 */
export function writeConfig({ root, data, options }) {
  mkdirSync(join(data, 'sqlite'), { recursive: true });
  mkdirSync(join(data, 'logs'), { recursive: true });
  const secrets = readSecrets(data);
  const local = readLocal(root);
  const jiraStandIn = !local.jira?.baseUrl;
  const appUrl = `http://localhost:${options.port}`;
  const backendUrl = `http://localhost:${options.backendPort}`;
  const config = {
    app: { baseUrl: appUrl, listen: { host: '127.0.0.1', port: options.port } },
    backend: {
      baseUrl: backendUrl,
      listen: { port: options.backendPort, host: '127.0.0.1' },
      cors: { origin: appUrl },
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(data, 'sqlite') },
      },
      auth: {
        keys: [{ secret: secrets.backend }],
        externalAccess: [
          {
            type: 'static',
            options: { token: secrets.telemetry, subject: 'demo-telemetry' },
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
    patchRisk: {
      ...(options.asOf && { asOf: options.asOf }),
      ...(jiraStandIn && {
        jira: {
          baseUrl: `http://localhost:${options.jiraPort}`,
          email: demoJiraEmail,
          searchLag: { seconds: 0 },
          apiToken: secrets.jira,
          projectKey: 'PATCH',
          standIn: true,
        },
      }),
      elasticsearch: {
        ...(options.elasticsearch && {
          node: `http://127.0.0.1:${options.elasticsearchPort}`,
        }),
        ...(!options.elasticsearch && { file: join(data, 'events.ndjson') }),
      },
    },
  };
  const file = join(data, 'app-config.start.yaml');
  writeFileSync(file, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  return { file, secrets, jiraStandIn };
}
