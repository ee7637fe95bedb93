import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { AddressSet } from './AddressSet';
import type { RuleColumns } from './firewall/parseRuleTable';
import type {
  Conduit,
  FirewallSource,
  FlowSource,
  ReachSettings,
} from './ReachSettings';
import type { ReachZone } from './ReachZone';

const ROOT = 'patchRisk.reach';
const KINDS = ['internet', 'dmz', 'internal', 'isolated'] as const;
const LEVELS = [0, 1, 2, 3, 3.5, 4, 5];
const FLOW_FORMATS = ['zeek', 'suricata'] as const;
const FIREWALL_FORMATS = ['csv', 'json', 'iptables', 'asa'] as const;
const COLUMNS = [
  'order',
  'action',
  'source',
  'destination',
  'protocol',
  'ports',
  'disabled',
] as const;

function fail(key: string, value: unknown, remedy: string): never {
  throw new InputError(`${ROOT}.${key}: ${JSON.stringify(value)} ${remedy}`);
}

function oneOf<T extends string | number>(
  item: { config: Config; key: string; name: string },
  values: readonly T[],
): T {
  const value = item.config.getOptional(item.name);
  if (!values.includes(value as T)) {
    fail(
      `${item.key}.${item.name}`,
      value ?? null,
      `is none of ${values.join(', ')}; write one of them`,
    );
  }
  return value as T;
}

function text(item: { config: Config; key: string; name: string }): string {
  const value = item.config.getOptional(item.name);
  if (typeof value !== 'string' || value === '' || value.length > 200) {
    fail(
      `${item.key}.${item.name}`,
      value ?? null,
      'is no text of 1 to 200 characters; write one',
    );
  }
  return value as string;
}

function listOf(config: Config | undefined, name: string): Config[] {
  const value = config?.getOptional(name);
  if (value !== undefined && !Array.isArray(value)) {
    fail(name, value, 'is no list; write a list');
  }
  return config?.getOptionalConfigArray(name) ?? [];
}

function readZones(section: Config | undefined): ReachZone[] {
  const names = new Set<string>();
  return listOf(section, 'zones').map((config, i) => {
    const key = `zones[${i}]`;
    const name = text({ config, key, name: 'name' });
    if (names.has(name)) {
      fail(`${key}.name`, name, 'stands there twice; name each zone once');
    }
    names.add(name);
    const networks: unknown = config.getOptional('networks');
    if (!Array.isArray(networks) || networks.length === 0) {
      fail(
        `${key}.networks`,
        networks ?? null,
        'is no list of blocks; write one like ["10.20.0.0/16"]',
      );
    }
    for (const network of networks as unknown[]) {
      if (typeof network !== 'string' || !AddressSet.parse(network)) {
        fail(
          `${key}.networks`,
          network,
          'is no block of addresses; write it like 10.20.0.0/16',
        );
      }
    }
    return {
      name,
      networks: networks as string[],
      kind: oneOf({ config, key, name: 'kind' }, KINDS),
      purdueLevel: config.has('purdueLevel')
        ? oneOf({ config, key, name: 'purdueLevel' }, LEVELS)
        : undefined,
    };
  });
}

function readFlows(section: Config | undefined): FlowSource[] {
  return listOf(section, 'flows').map((config, i) => {
    const key = `flows[${i}]`;
    return {
      format: oneOf({ config, key, name: 'format' }, FLOW_FORMATS),
      path: text({ config, key, name: 'path' }),
      site: config.has('site')
        ? text({ config, key, name: 'site' }).toLocaleLowerCase('en')
        : undefined,
    };
  });
}

function zoneNames(
  item: { config: Config; key: string; name: string },
  known: ReadonlySet<string>,
): string[] | undefined {
  const value: unknown = item.config.getOptional(item.name);
  if (value === undefined) {
    return undefined;
  }
  const wrong = (Array.isArray(value) ? value : [value]).find(
    each => !known.has(each),
  );
  if (!Array.isArray(value) || wrong !== undefined) {
    fail(
      `${item.key}.${item.name}`,
      wrong ?? value,
      `is no list of zones; write names of ${ROOT}.zones, or internet`,
    );
  }
  return value as string[];
}

function readFirewalls(
  section: Config | undefined,
  known: ReadonlySet<string>,
): FirewallSource[] {
  return listOf(section, 'firewalls').map((config, i) => {
    const key = `firewalls[${i}]`;
    const columns: RuleColumns = {};
    const given: unknown = config.getOptional('columns') ?? {};
    for (const [name, value] of Object.entries(Object(given))) {
      const column = COLUMNS.find(each => each === name);
      if (!column || typeof value !== 'string' || value === '') {
        fail(
          `${key}.columns`,
          { [name]: value },
          `is none of ${COLUMNS.join(
            ', ',
          )} with the name of a column; write one of these`,
        );
      }
      columns[column as 'order'] = value as string;
    }
    return {
      name: text({ config, key, name: 'name' }),
      path: text({ config, key, name: 'path' }),
      format: oneOf({ config, key, name: 'format' }, FIREWALL_FORMATS),
      columns,
      list: config.has('list')
        ? text({ config, key, name: 'list' })
        : undefined,
      sourceZones: zoneNames({ config, key, name: 'sourceZones' }, known),
      destinationZones: zoneNames(
        { config, key, name: 'destinationZones' },
        known,
      ),
    };
  });
}

function readConduits(
  section: Config | undefined,
  known: ReadonlySet<string>,
): Conduit[] | undefined {
  if (!section?.has('conduits')) {
    return undefined;
  }
  return listOf(section, 'conduits').map((config, i) => {
    const key = `conduits[${i}]`;
    const ends = (['from', 'to'] as const).map(name => {
      const zone = text({ config, key, name });
      if (!known.has(zone)) {
        fail(
          `${key}.${name}`,
          zone,
          `is no zone; write a name of ${ROOT}.zones, or internet`,
        );
      }
      return zone;
    });
    const ports: unknown = config.getOptional('ports');
    const wrong = (Array.isArray(ports) ? ports : []).find(
      port => typeof port !== 'string' || !/^(tcp|udp)\/\d{1,5}$/.test(port),
    );
    if (ports !== undefined && (!Array.isArray(ports) || wrong !== undefined)) {
      fail(
        `${key}.ports`,
        wrong ?? ports,
        'is no list of ports; write it like ["tcp/502"]',
      );
    }
    return { from: ends[0], to: ends[1], ports: ports as string[] | undefined };
  });
}

/**
 * Reads `patchRisk.reach`.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readReachSettings(config: Config): ReachSettings {
  const whole = config.getOptional(ROOT);
  if (
    whole !== undefined &&
    (typeof whole !== 'object' || Array.isArray(whole))
  ) {
    throw new InputError(
      `${ROOT}: ${JSON.stringify(whole)} is no section; write keys below it`,
    );
  }
  const section = config.getOptionalConfig(ROOT);
  const zones = readZones(section);
  const known = new Set([...zones.map(({ name }) => name), 'internet']);
  let flowRetentionMs = 30 * 86_400_000;
  if (section?.has('flowRetention')) {
    try {
      flowRetentionMs = durationToMilliseconds(
        readDurationFromConfig(section, { key: 'flowRetention' }),
      );
    } catch {
      flowRetentionMs = 0;
    }
    if (!(flowRetentionMs > 0)) {
      fail(
        'flowRetention',
        section.getOptional('flowRetention'),
        'is not a duration longer than nothing; write it like { days: 30 }',
      );
    }
  }
  const maxRowsPerDevice: unknown =
    section?.getOptional('maxRowsPerDevice') ?? 200;
  if (
    !Number.isInteger(maxRowsPerDevice) ||
    Number(maxRowsPerDevice) < 20 ||
    Number(maxRowsPerDevice) > 5_000
  ) {
    fail(
      'maxRowsPerDevice',
      maxRowsPerDevice,
      'is not a whole number from 20 to 5000; leave it out for 200',
    );
  }
  return {
    zones,
    flows: readFlows(section),
    firewalls: readFirewalls(section, known),
    conduits: readConduits(section, known),
    flowRetentionMs,
    maxRowsPerDevice: Number(maxRowsPerDevice),
  };
}
