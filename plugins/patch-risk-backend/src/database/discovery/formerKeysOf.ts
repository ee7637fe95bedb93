import type { LinkedResult } from '@patch-risk/discovery';
import type { LinkedPart } from './LinkedPart';

const MOST_KEYS = 100;

/** Keys that each written device had before, or that parts of it have; sorted. */
export function formerKeysOf(
  part: LinkedPart,
  result: LinkedResult,
): Map<string, string[]> {
  const known = new Map(
    part.devices.map(({ key, formerKeys }) => [key, formerKeys]),
  );
  const gone = new Set(result.gone);
  const present = new Set([
    ...result.devices.map(({ device }) => device.key),
    ...[...known.keys()].filter(key => !gone.has(key)),
  ]);
  const predecessors = new Map<string, Set<string>>();
  const add = (key: string, from: string) => {
    if (!gone.has(from)) return;
    predecessors.set(key, (predecessors.get(key) ?? new Set()).add(from));
  };
  for (const change of result.changes) {
    if (change.kind === 'merged') {
      for (const from of change.from) add(change.key, from);
    } else if (change.kind === 'changed') {
      const before = change.fields.key?.before;
      if (typeof before === 'string') add(change.key, before);
    }
  }
  return new Map(
    result.devices.map(({ device }) => {
      const { key } = device;
      const from = [...(predecessors.get(key) ?? [])];
      const keys = new Set([
        ...device.aliases,
        ...from,
        ...[key, ...from].flatMap(each => known.get(each) ?? []),
      ]);
      const own = [...keys].filter(each => !present.has(each));
      return [key, own.sort().slice(0, MOST_KEYS)];
    }),
  );
}
