import type { BuiltDevice } from './buildDevices';
import type { ChangedField, DeviceChange } from './DeviceChange';
import type {
  DeviceField,
  DeviceSource,
  DiscoveredDevice,
} from './DiscoveredDevice';
import { sourceAtSite } from './sourceAtSite';

type Shown = string | string[] | undefined;

/** What of a device counts as a change: not when it was seen, and not where in a file. */
function showDevice(device: DiscoveredDevice): Map<ChangedField, Shown> {
  const { fields, services, components, conflicts, sources } = device;
  const values = (list: readonly { value: string }[]) =>
    list.map(({ value }) => value).sort();
  const texts = (list: readonly object[]) =>
    list
      .map(({ ...item }) =>
        JSON.stringify({ ...item, firstSeen: undefined, lastSeen: undefined }),
      )
      .sort();
  const shown = new Map<ChangedField, Shown>([
    ['key', device.key],
    ['aliases', device.aliases],
    ['status', device.status],
    ['macs', values(device.macs)],
    ['ips', values(device.ips)],
    ['hostnames', values(device.hostnames)],
    ['services', texts(services)],
    ['components', texts(components)],
    [
      'conflicts',
      conflicts
        .map(({ kind, about, between }) =>
          [kind, about, ...between].join(' | '),
        )
        .sort(),
    ],
    ['sources', sources.map(sourceAtSite).sort()],
  ]);
  for (const [field, resolved] of Object.entries(fields)) {
    shown.set(field as DeviceField, resolved.winner.value);
  }
  return shown;
}

function changedOf(
  before: DiscoveredDevice,
  after: DiscoveredDevice,
): DeviceChange[] {
  const [was, is] = [showDevice(before), showDevice(after)];
  const fields: Record<string, { before?: Shown; after?: Shown }> = {};
  for (const field of new Set([...was.keys(), ...is.keys()])) {
    const pair = { before: was.get(field), after: is.get(field) };
    if (JSON.stringify(pair.before) !== JSON.stringify(pair.after)) {
      fields[field] = pair;
    }
  }
  return Object.keys(fields).length === 0
    ? []
    : [{ kind: 'changed', key: after.key, fields }];
}

function seenChanges(
  before: readonly DeviceSource[],
  after: DiscoveredDevice,
): DeviceChange[] {
  const wasMissing = new Map(
    before.map(seen => [sourceAtSite(seen), seen.missing]),
  );
  const everywhere = after.sources.every(({ missing }) => missing);
  return after.sources.flatMap((seen): DeviceChange[] => {
    const was = wasMissing.get(sourceAtSite(seen));
    if (was === undefined || was === seen.missing) return [];
    const { source, site, lastSeen } = seen;
    const told = {
      key: after.key,
      source,
      ...(site ? { site } : {}),
      lastSeen,
    };
    return [
      seen.missing
        ? { kind: 'vanished', ...told, everywhere }
        : { kind: 'returned', ...told },
    ];
  });
}

/**
 * How devices came out of those before. A device comes from those that its observations belonged to.
 *
 * @param before - device of each observation, by the observation's identifier
 */
export function compareDevices(
  before: ReadonlyMap<string, DiscoveredDevice>,
  after: readonly BuiltDevice[],
): DeviceChange[] {
  const changes: DeviceChange[] = [];
  const successors = new Map<string, Set<string>>();
  const present = new Set(after.map(({ device }) => device.key));
  for (const { device, observations } of after) {
    const origins = new Map<string, DiscoveredDevice>();
    for (const { id } of observations) {
      const origin = before.get(id);
      if (origin === undefined) continue;
      origins.set(origin.key, origin);
      const known = successors.get(origin.key) ?? new Set();
      successors.set(origin.key, known.add(device.key));
    }
    const [first] = [...origins.values()].sort((a, b) =>
      `${a.firstSeen}${a.key}` < `${b.firstSeen}${b.key}` ? -1 : 1,
    );
    if (first === undefined) {
      changes.push({ kind: 'added', key: device.key });
      continue;
    }
    const origin = origins.get(device.key) ?? first;
    const from = [...origins.keys()].filter(key => key !== origin.key).sort();
    if (from.length > 0) {
      changes.push({ kind: 'merged', key: device.key, from });
    }
    // What was split off is told by the split; it is no change of a device that is still there.
    if (device.key === origin.key || !present.has(origin.key)) {
      changes.push(...changedOf(origin, device));
    }
    const sources = [...origins.values()].flatMap(each => each.sources);
    changes.push(...seenChanges(sources, device));
  }
  for (const [key, into] of successors) {
    if (into.size > 1)
      changes.push({ kind: 'split', key, into: [...into].sort() });
  }
  const order = (change: DeviceChange) => `${change.key} ${change.kind}`;
  return changes.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
