import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { findLabelProblem } from '../fields/findLabelProblem';
import type { JiraConfig } from './JiraConfig';

const ROOT = 'patchRisk.jira';
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

function readRequired(config: Config, key: string, remedy: string): string {
  const value = config.getOptionalString(key)?.trim();
  if (!value) {
    throw new InputError(`${ROOT}.${key} is missing: ${remedy}`);
  }
  return value;
}

function readBaseUrl(config: Config): string {
  const text = readRequired(
    config,
    'baseUrl',
    'set the address of the Jira site, such as https://example.atlassian.net.',
  );
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(
      `${ROOT}.baseUrl is '${text}', which is no address: write it like https://example.atlassian.net.`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${ROOT}.baseUrl holds credentials: move them to ${ROOT}.email and ${ROOT}.apiToken.`,
    );
  }
  if (
    url.protocol !== 'https:' &&
    !(url.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname))
  ) {
    throw new InputError(
      `${ROOT}.baseUrl is '${text}': use https, so that the API token does not travel in the clear; http is for loopback hosts only.`,
    );
  }
  if (url.search || url.hash) {
    throw new InputError(
      `${ROOT}.baseUrl is '${text}': leave out what follows ? or #.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function readDurationMs(
  config: Config,
  key: string,
  limits: { defaultMs: number; leastMs: number },
): number {
  if (!config.has(key)) {
    return limits.defaultMs;
  }
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `${ROOT}.${key} is no duration (${
        (error as Error).message
      }): write it like { seconds: 30 } or '30s'.`,
    );
  }
  if (!(milliseconds >= limits.leastMs)) {
    throw new InputError(
      `${ROOT}.${key} is ${milliseconds} ms: use at least ${limits.leastMs} ms.`,
    );
  }
  return milliseconds;
}

function readLabels(config: Config): string[] {
  const labels = config.getOptionalStringArray('labels') ?? [];
  for (const label of labels) {
    const problem = findLabelProblem(label);
    if (problem) {
      throw new InputError(`${ROOT}.labels holds '${label}': ${problem}`);
    }
  }
  return labels;
}

function readMaxDevices(config: Config): number {
  const count = config.getOptionalNumber('maxDevices') ?? 50;
  if (!Number.isInteger(count) || count < 1 || count > 200) {
    throw new InputError(
      `${ROOT}.maxDevices is ${count}: use a whole number from 1 to 200.`,
    );
  }
  return count;
}

/**
 * Reads `patchRisk.jira`.
 *
 * @param config - the root configuration.
 * @returns undefined when no `baseUrl` is set: tickets are off.
 * @throws InputError naming key, value and remedy; never the token or the e-mail address.
 */
export function readJiraConfig(config: Config): JiraConfig | undefined {
  const jira = config.getOptionalConfig(ROOT);
  if (!jira?.has('baseUrl')) {
    return undefined;
  }
  const projectKey = readRequired(
    jira,
    'projectKey',
    'set the key of the project that receives the tickets, such as RISK.',
  );
  if (!/^[A-Z][A-Z0-9_]+$/.test(projectKey)) {
    throw new InputError(
      `${ROOT}.projectKey is '${projectKey}', which is no project key: use the letters before the number of an issue, such as RISK.`,
    );
  }
  const priorities = jira.getOptionalConfig('priorities');
  return {
    baseUrl: readBaseUrl(jira),
    email: readRequired(
      jira,
      'email',
      'set the e-mail address of the Jira account that writes the tickets.',
    ),
    apiToken: readRequired(
      jira,
      'apiToken',
      'make an API token for that account at id.atlassian.com and set it, best through an environment variable.',
    ),
    projectKey,
    issueType: jira.getOptionalString('issueType') ?? 'Task',
    standIn: jira.getOptionalBoolean('standIn') ?? false,
    labels: readLabels(jira),
    components: jira.getOptionalStringArray('components') ?? [],
    priorities: {
      critical: priorities?.getOptionalString('critical') ?? 'Highest',
      high: priorities?.getOptionalString('high') ?? 'High',
      medium: priorities?.getOptionalString('medium') ?? 'Medium',
      low: priorities?.getOptionalString('low') ?? 'Low',
    },
    resolution: jira.getOptionalString('resolution'),
    maxDevices: readMaxDevices(jira),
    timeoutMs: readDurationMs(jira, 'timeout', {
      defaultMs: 30_000,
      leastMs: 100,
    }),
    searchLagMs: readDurationMs(jira, 'searchLag', {
      defaultMs: 180_000,
      leastMs: 0,
    }),
  };
}
