import type { Entity } from '@backstage/catalog-model';
import type {
  DeviceFields,
  FieldProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ErrorObject } from 'ajv';
import { parseVersion } from '@patch-risk/match';
import { describeProblem } from './describeProblem';
import { validateDevice } from './validateDevice';

/** More problems than this help nobody, and a hostile entity could have any number. */
const MAX_PROBLEMS = 50;

type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function child(container: Container, key: string): unknown {
  if (!Object.hasOwn(container, key)) return undefined;
  return Array.isArray(container) ? container[Number(key)] : container[key];
}

/** Fields without which what is around them is of no use, by their place. */
const INDISPENSABLE =
  /^(?:zone\/name|changeWindows\/\d+\/(?:rrule|timeZone|durationMinutes)|compensatingControls\/\d+\/kind)$/;

/** The path of what has to go so that the rest can stay. */
function offendingPath(error: ErrorObject): string[] {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (error.keyword === 'additionalProperties') {
    return [...path, String(error.params.additionalProperty)];
  }
  return INDISPENSABLE.test(path.join('/')) ? path.slice(0, -1) : path;
}

/** Removes a path; an entry of a list leaves a hole, so that the paths of others stay true. */
function remove(root: Container, path: readonly string[]) {
  let container: Container = root;
  for (const key of path.slice(0, -1)) {
    const next = child(container, key);
    if (!isContainer(next)) return;
    container = next;
  }
  const key = path[path.length - 1];
  if (Array.isArray(container)) delete container[Number(key)];
  else delete container[key];
}

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(item => item !== undefined).map(withoutHoles);
  }
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutHoles(item)]),
  );
}

/** One address may be written without a list. */
function listAddresses(device: Container) {
  const addresses = child(device, 'addresses');
  if (!isContainer(addresses) || Array.isArray(addresses)) return;
  for (const kind of ['mac', 'ip', 'hostname']) {
    const value = child(addresses, kind);
    if (typeof value === 'string') addresses[kind] = [value];
  }
}

function withDefaults(device: Partial<DeviceFields>): DeviceFields {
  return {
    ...device,
    addresses: { mac: [], ip: [], hostname: [], ...device.addresses },
    changeWindows: device.changeWindows ?? [],
    compensatingControls: device.compensatingControls ?? [],
  };
}

/**
 * Reads the fields of a device from its catalog entity. Every field that can be used is kept; one
 * that cannot is left out and told as a problem, with the value and a remedy. A version that nobody
 * can compare is kept as it is and told as well.
 */
export function readDevice(entity: Entity): {
  fields: DeviceFields;
  problems: FieldProblem[];
} {
  const raw = entity.spec?.device;
  if (!isContainer(raw) || Array.isArray(raw)) {
    return {
      fields: withDefaults({}),
      problems: [
        {
          field: 'spec.device',
          value: raw === undefined ? undefined : String(raw).slice(0, 200),
          message:
            raw === undefined
              ? 'The entity says nothing about the device'
              : 'spec.device has to be an object',
          remedy: 'Write the fields of the device below spec.device.',
        },
      ],
    };
  }
  const device: Container = JSON.parse(JSON.stringify(raw));
  listAddresses(device);
  const errors = validateDevice(device);
  for (const error of errors) remove(device, offendingPath(error));
  const problems = errors.map(describeProblem);
  const usable = withoutHoles(device);
  const isUsable = validateDevice(usable).length === 0;
  const fields = withDefaults(
    isUsable ? (usable as Partial<DeviceFields>) : {},
  );
  const version = fields.firmwareVersion;
  if (version !== undefined && !parseVersion(version)) {
    problems.push({
      field: 'spec.device.firmwareVersion',
      value: version,
      message:
        'firmwareVersion cannot be compared with the versions of advisories',
      remedy:
        'Write the installed version as the vendor does, for example "V2.9.2" or "1.02b07".',
    });
  }
  return { fields, problems: problems.slice(0, MAX_PROBLEMS) };
}
