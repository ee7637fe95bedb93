import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';
import { redactUrl } from '../feeds/http/redactUrl';
import { readSchedule } from '../pipeline/readSchedule';
import type { ConfiguredSource, DiscoverySettings } from './DiscoverySettings';

const ROOT = 'patchRisk.discovery';
const KINDS: readonly DiscoveryImportKind[] = [
  'nmap',
  'nessus',
  'cyclonedx',
  'zeek',
  'suricata',
  'dhcp',
  'csv',
  'json',
  'mud',
];
const DEFAULT_UPLOAD_BYTES = 64 * 1024 * 1024;
const MOST_UPLOAD_BYTES = 1024 * 1024 * 1024;

function readNumber(
  config: Config | undefined,
  name: string,
  range: { default: number; least: number; most: number; isWhole?: boolean },
): number {
  const value = config?.getOptional(name) ?? range.default;
  const number = typeof value === 'string' ? Number(value) : value;
  if (
    typeof number !== 'number' ||
    !(number >= range.least && number <= range.most) ||
    (range.isWhole && !Number.isInteger(number))
  ) {
    throw new InputError(
      `${ROOT}.${name}: ${JSON.stringify(value)} is not a ${
        range.isWhole ? 'whole ' : ''
      }number from ${range.least} to ${range.most}; leave it out for ${
        range.default
      }`,
    );
  }
  return number;
}

function readPlace(config: Config, key: string): ConfiguredSource['place'] {
  const path = config.getOptionalString('path');
  const url = config.getOptionalString('url');
  if ((path === undefined) === (url === undefined)) {
    throw new InputError(
      `${key}: ${
        path === undefined ? 'has neither path nor url' : 'has path and url'
      }; set one of them`,
    );
  }
  if (url === undefined) return { path: path ?? '' };
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new InputError(
      `${key}.url: '${redactUrl(
        url,
      )}' is no address that begins with https://; use ${key}.path for a file or directory`,
    );
  }
  return { url };
}

function readSource(config: Config, key: string): ConfiguredSource {
  const id = config.getString('id');
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(id)) {
    throw new InputError(
      `${key}.id: '${id.slice(
        0,
        60,
      )}' is no id; use up to 50 small letters, digits and hyphens`,
    );
  }
  const kind = KINDS.find(each => each === config.getString('kind'));
  if (!kind) {
    throw new InputError(
      `${key}.kind: '${config
        .getString('kind')
        .slice(0, 60)}' is no kind of file; write ${KINDS.join(', ')}`,
    );
  }
  const mapping = config.getOptionalString('mapping');
  if (mapping !== undefined && kind !== 'csv' && kind !== 'json') {
    throw new InputError(
      `${key}.mapping: files of the kind ${kind} are read without one; leave it out`,
    );
  }
  if (mapping === undefined && kind === 'json') {
    throw new InputError(
      `${key}.mapping: is missing; name the saved mapping by which JSON is read`,
    );
  }
  return {
    id,
    kind,
    place: readPlace(config, key),
    site: config.getOptionalString('site'),
    mapping,
    adopt: config.getOptionalBoolean('adopt') ?? false,
    schedule: readSchedule(config, {
      key: `${key}.schedule`,
      standard: {
        frequency: { hours: 1 },
        timeout: { hours: 1 },
        initialDelay: { seconds: 30 },
        scope: 'global',
      },
    }),
  };
}

/**
 * Reads `patchRisk.discovery`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readDiscoverySettings(config: Config): DiscoverySettings {
  const own = config.getOptionalConfig(ROOT);
  const sources = (own?.getOptionalConfigArray('sources') ?? []).map(
    (source, index) => readSource(source, `${ROOT}.sources[${index}]`),
  );
  const ids = sources.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${ROOT}.sources: holds the id '${twice}' twice; give each source an id of its own`,
    );
  }
  return {
    sources,
    maxUploadBytes: readNumber(own, 'maxUploadBytes', {
      default: DEFAULT_UPLOAD_BYTES,
      least: 1024,
      most: MOST_UPLOAD_BYTES,
      isWhole: true,
    }),
    merging: {
      precedence: own?.getOptionalStringArray('precedence') ?? [],
      conflictConfidence: readNumber(own, 'conflictConfidence', {
        default: 0.5,
        least: 0,
        most: 1,
      }),
      vanishAfterDays: readNumber(own, 'vanishAfterDays', {
        default: 30,
        least: 1,
        most: 3650,
      }),
    },
    sweep: readSchedule(own, {
      key: `${ROOT}.sweepSchedule`,
      standard: {
        frequency: { hours: 24 },
        timeout: { hours: 1 },
        initialDelay: { minutes: 10 },
        scope: 'global',
      },
    }),
  };
}
