import type { DeviceConflict, DiscoveredDevice } from './DiscoveredDevice';
import type { MergeRules } from './MergeRules';

/**
 * What people decided of a device: the last decision on any of the keys that it has or had. Decisions that do not agree
 * are told, as after a merge of an adopted device with a dismissed one.
 */
export function resolveStatus(
  keys: readonly string[],
  statuses: MergeRules['statuses'],
): { status: DiscoveredDevice['status']; conflicts: DeviceConflict[] } {
  const decisions = [...new Set(keys)]
    .flatMap(key => statuses.get(key) ?? [])
    .sort((a, b) => {
      if (a.at !== b.at) return a.at > b.at ? -1 : 1;
      // At the same instant a device that somebody wants is not hidden.
      if (a.kind !== b.kind) return a.kind === 'adopt' ? -1 : 1;
      return a.device < b.device ? -1 : 1;
    });
  const [last] = decisions;
  if (last === undefined) return { status: 'new', conflicts: [] };
  const other = decisions.find(({ kind }) => kind !== last.kind);
  const say = ({ by, kind, at }: typeof last) =>
    `${by} decided to ${kind} it on ${at.slice(0, 10)}`;
  return {
    status: last.kind === 'adopt' ? 'adopted' : 'dismissed',
    conflicts:
      other === undefined
        ? []
        : [
            {
              kind: 'decision',
              about: 'status',
              between: ['adopt', 'dismiss'],
              text: `Parts of the device were decided on differently: ${say(
                last,
              )}; ${say(other)}. The last decision counts.`,
            },
          ],
  };
}
