import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ProviderConfig } from './ProviderConfig';

const KEY = 'catalog.providers.patchRisk';
const STANDARD: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};

function readRef(options: {
  key: string;
  value: unknown;
  kinds: string[];
  namespace: string;
}): string {
  const { key, value, kinds, namespace } = options;
  const [defaultKind] = kinds;
  const remedy = `write an entity ref of the kind ${kinds.join(
    ' or ',
  )}, such as ${defaultKind.toLowerCase()}:default/name`;
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(
      `${key}: ${JSON.stringify(value) ?? 'nothing'} is no name; ${remedy}`,
    );
  }
  try {
    const ref = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: namespace,
    });
    const isKind = kinds.some(
      kind => kind.toLowerCase() === ref.kind.toLowerCase(),
    );
    if (isKind && /^[a-z0-9A-Z]+(?:[-_.][a-z0-9A-Z]+)*$/.test(ref.name)) {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Told below.
  }
  throw new InputError(`${key}: "${value}" cannot be used; ${remedy}`);
}

function readSchedule(section: Config): SchedulerServiceTaskScheduleDefinition {
  if (!section.has('schedule')) return STANDARD;
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(
      section.getConfig('schedule'),
    );
  } catch (error) {
    throw new InputError(
      `${KEY}.schedule: ${JSON.stringify(
        section.getOptional('schedule'),
      )} is no schedule; write one like { frequency: { minutes: 5 }, timeout: { minutes: 30 } }`,
      error,
    );
  }
}

/**
 * Reads `catalog.providers.patchRisk`; undefined where it is left out.
 *
 * @throws InputError naming the key, its value and what to write instead
 */
export function readProviderConfig(root: Config): ProviderConfig | undefined {
  if (!root.has(KEY)) return undefined;
  const section = root.getConfig(KEY);
  const namespace = section.getOptional('namespace') ?? 'default';
  if (
    typeof namespace !== 'string' ||
    namespace.length > 63 ||
    !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(namespace)
  ) {
    throw new InputError(
      `${KEY}.namespace: ${JSON.stringify(
        namespace,
      )} is no namespace; use at most 63 small letters, digits and single hyphens`,
    );
  }
  const ref = (name: string, value: unknown, kinds: string[]) =>
    readRef({ key: `${KEY}.${name}`, value, kinds, namespace });
  const sites = section.getOptional('sites') ?? {};
  if (typeof sites !== 'object' || Array.isArray(sites)) {
    throw new InputError(
      `${KEY}.sites: ${JSON.stringify(
        sites,
      )} is no map; write one entity ref for each name of a site`,
    );
  }
  const system = section.getOptional('system');
  return {
    namespace,
    owner: ref('owner', section.getOptional('owner'), ['Group', 'User']),
    ...(system !== undefined && {
      system: ref('system', system, ['System']),
    }),
    sites: new Map(
      Object.entries(sites ?? {}).map(([name, value]) => [
        name,
        ref(`sites.${name}`, value, ['Resource']),
      ]),
    ),
    schedule: readSchedule(section),
  };
}
