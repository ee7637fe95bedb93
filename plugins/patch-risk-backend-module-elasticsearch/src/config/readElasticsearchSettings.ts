import {
  ConfigReader,
  readDurationFromConfig,
  type Config,
} from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { ElasticsearchSettings } from './ElasticsearchSettings';

const ROOT = 'patchRisk.elasticsearch';

function readNodes(config: Config): string[] | undefined {
  const value = config.getOptional('node');
  if (value === undefined || value === '') {
    return undefined;
  }
  const nodes = Array.isArray(value) ? value : [value];
  if (nodes.length === 0) {
    throw new InputError(
      `${ROOT}.node: the list is empty; name at least one address, or leave the key out to write events to a file`,
    );
  }
  return nodes.map(node => {
    let url: URL | undefined;
    try {
      url = new URL(String(node));
    } catch {
      // Told below, without the value when it may hold a password.
    }
    if (url && (url.username !== '' || url.password !== '')) {
      throw new InputError(
        `${ROOT}.node: the address of ${url.host} holds credentials; put them into username and password, or apiKey`,
      );
    }
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      throw new InputError(
        `${ROOT}.node: ${
          String(node).includes('@') ? 'a value' : JSON.stringify(node)
        } is not an address; write it as https://elastic.example.com:9200`,
      );
    }
    return url.href.replace(/\/$/, '');
  });
}

function readNamespace(config: Config): string {
  const namespace = config.getOptionalString('namespace') ?? 'default';
  // What Elasticsearch allows in the name of an index, and no hyphen, which separates the parts of a data stream's name.
  if (!/^[a-z0-9_.]{1,100}$/.test(namespace)) {
    throw new InputError(
      `${ROOT}.namespace: ${JSON.stringify(
        namespace,
      )} is not a namespace of a data stream; use up to 100 lower-case letters, digits, "_" and "."`,
    );
  }
  return namespace;
}

function readBatchSize(config: Config): number {
  const batchSize = config.getOptionalNumber('batchSize') ?? 500;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 10_000) {
    throw new InputError(
      `${ROOT}.batchSize: ${batchSize} is not a number of events; use a whole number from 1 to 10000`,
    );
  }
  return batchSize;
}

function readAuth(config: Config) {
  const username = config.getOptionalString('username');
  const password = config.getOptionalString('password');
  const apiKey = config.getOptionalString('apiKey');
  if (apiKey !== undefined) {
    if (username !== undefined || password !== undefined) {
      throw new InputError(
        `${ROOT}.apiKey: given together with username or password; keep one of the two ways to sign in`,
      );
    }
    return { apiKey };
  }
  if ((username === undefined) !== (password === undefined)) {
    throw new InputError(
      `${ROOT}.${
        username === undefined ? 'username' : 'password'
      }: missing; username and password go together`,
    );
  }
  return username !== undefined && password !== undefined
    ? { username, password }
    : undefined;
}

function readTimeoutMs(config: Config): number {
  if (!config.has('requestTimeout')) {
    return 30_000;
  }
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key: 'requestTimeout' }),
    );
  } catch (error) {
    throw new InputError(
      `${ROOT}.requestTimeout: ${JSON.stringify(
        config.getOptional('requestTimeout'),
      )} is not a duration; write it like { seconds: 30 }`,
      error,
    );
  }
  if (milliseconds < 100 || milliseconds > 600_000) {
    throw new InputError(
      `${ROOT}.requestTimeout: ${milliseconds} ms is out of range; use 100 ms to 10 minutes, for example { seconds: 30 }`,
    );
  }
  return milliseconds;
}

function readCaFile(config: Config): string | undefined {
  const file = config.getOptionalString('caFile');
  if (file !== undefined) {
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      throw new InputError(
        `${ROOT}.caFile: ${JSON.stringify(
          file,
        )} cannot be read; give the path of a PEM file that the backend may read`,
        error,
      );
    }
  }
  return file;
}

/** @throws InputError naming key, value and remedy; never a secret */
export function readElasticsearchSettings(root: Config): ElasticsearchSettings {
  const config = root.getOptionalConfig(ROOT) ?? new ConfigReader({}, ROOT);
  const common = {
    namespace: readNamespace(config),
    batchSize: readBatchSize(config),
  };
  const nodes = readNodes(config);
  if (!nodes) {
    return {
      ...common,
      kind: 'file',
      file: resolve(config.getOptionalString('file') ?? '.data/events.ndjson'),
    };
  }
  return {
    ...common,
    kind: 'cluster',
    nodes,
    auth: readAuth(config),
    caFile: readCaFile(config),
    requestTimeoutMs: readTimeoutMs(config),
    setUpTemplates: config.getOptionalBoolean('setUpTemplates') ?? true,
  };
}
