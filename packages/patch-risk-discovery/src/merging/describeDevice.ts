import type { SeenComponent, SeenService } from '../sightings/Sighting';
import type {
  DeviceField,
  DeviceSource,
  DiscoveredDevice,
  SeenAddress,
} from './DiscoveredDevice';
import { joinSpans } from './joinSpans';
import type { MergeRules } from './MergeRules';
import type { Observation, SeenSpan } from './Observation';
import { resolveField } from './resolveField';
import { sourceAtSite } from './sourceAtSite';

const DAY_MILLISECONDS = 86_400_000;
const FIELDS: readonly DeviceField[] = [
  'vendor',
  'model',
  'serial',
  'firmwareVersion',
  'hardwareVersion',
  'operatingSystem',
  'site',
];

const byText = (a: string, b: string) => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

function addressesOf(
  observations: readonly Observation[],
  read: (observation: Observation) => Iterable<[string, SeenSpan]>,
): SeenAddress[] {
  const seen = new Map<string, SeenSpan & { sources: Set<string> }>();
  for (const observation of observations) {
    for (const [value, { firstSeen, lastSeen }] of read(observation)) {
      const span = { firstSeen, lastSeen };
      const known = seen.get(value);
      const sources = known?.sources ?? new Set<string>();
      sources.add(observation.source);
      seen.set(value, { ...(known ? joinSpans(known, span) : span), sources });
    }
  }
  return [...seen]
    .map(([value, { sources, ...span }]) => ({
      value,
      ...span,
      sources: [...sources].sort(),
    }))
    .sort((a, b) => byText(b.lastSeen, a.lastSeen) || byText(a.value, b.value));
}

function sourcesOf(
  observations: readonly Observation[],
  rules: MergeRules,
): DeviceSource[] {
  const sources = new Map<string, DeviceSource>();
  for (const observation of observations) {
    const { source, site, firstSeen, lastSeen } = observation;
    const key = sourceAtSite(observation);
    const known = sources.get(key);
    const span = known
      ? joinSpans(known, observation)
      : { firstSeen, lastSeen };
    sources.set(key, {
      source,
      ...(site ? { site } : {}),
      ...span,
      missing: false,
    });
  }
  for (const [key, seen] of sources) {
    const clock = rules.clocks.get(key);
    if (clock === undefined) continue;
    const days =
      (Date.parse(clock) - Date.parse(seen.lastSeen)) / DAY_MILLISECONDS;
    seen.missing = days > rules.vanishAfterDays(seen.source);
  }
  return [...sources].sort(([a], [b]) => byText(a, b)).map(([, seen]) => seen);
}

/** The parts of all observations under their keys; of one key the part that was seen last. */
function uniteParts<Part extends SeenSpan>(
  observations: readonly Observation[],
  read: (observation: Observation) => ReadonlyMap<string, Part>,
): Part[] {
  const united = new Map<string, Part>();
  for (const observation of observations) {
    for (const [key, part] of read(observation)) {
      const known = united.get(key);
      const isLater =
        known === undefined ||
        part.lastSeen > known.lastSeen ||
        (part.lastSeen === known.lastSeen &&
          JSON.stringify(part) > JSON.stringify(known));
      const span = known ? joinSpans(known, part) : {};
      united.set(key, { ...(isLater ? part : known), ...span });
    }
  }
  return [...united].sort(([a], [b]) => byText(a, b)).map(([, part]) => part);
}

/**
 * A device of all that was seen of it, still without its conflicts and its status.
 *
 * @param observations - at least one, the oldest first
 */
export function describeDevice(options: {
  key: string;
  aliases: string[];
  basis: DiscoveredDevice['basis'];
  observations: readonly Observation[];
  rules: MergeRules;
}): DiscoveredDevice {
  const { key, aliases, basis, observations, rules } = options;
  const fields: DiscoveredDevice['fields'] = {};
  for (const field of FIELDS) {
    const resolved = resolveField({ field, observations, rules });
    if (resolved) fields[field] = resolved;
  }
  const spanned =
    (values: (observation: Observation) => readonly string[]) =>
    (observation: Observation): Array<[string, SeenSpan]> =>
      values(observation).map(value => [value, observation]);
  const span = observations
    .map((observation): SeenSpan => observation)
    .reduce(joinSpans);
  const timed = <Part extends SeenService | SeenComponent>(
    part: Part,
    { firstSeen, lastSeen }: SeenSpan,
  ) => ({ ...part, firstSeen, lastSeen });
  return {
    key,
    aliases,
    basis,
    status: 'new',
    fields,
    macs: addressesOf(
      observations,
      spanned(({ macs }) => macs),
    ),
    ips: addressesOf(observations, ({ ips }) => ips),
    hostnames: addressesOf(
      observations,
      spanned(({ hostnames }) => hostnames),
    ),
    services: uniteParts(observations, ({ services }) => services).map(part =>
      timed(part.service, part),
    ),
    components: uniteParts(observations, ({ components }) => components).map(
      part => timed(part.component, part),
    ),
    conflicts: [],
    sources: sourcesOf(observations, rules),
    firstSeen: span.firstSeen,
    lastSeen: span.lastSeen,
  };
}
