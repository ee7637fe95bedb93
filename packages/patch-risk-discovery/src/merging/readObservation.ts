import type { DeviceField } from './DiscoveredDevice';
import type { Observation, SeenSpan, StatedValue } from './Observation';

function entriesOf<Value>(
  value: unknown,
  where: string,
): Array<[string, Value]> {
  const isEntries =
    Array.isArray(value) &&
    value.every(
      entry =>
        Array.isArray(entry) &&
        entry.length === 2 &&
        typeof entry[0] === 'string',
    );
  if (!isEntries) {
    throw new Error(
      `${where} of the snapshot is no list of pairs: restore an unchanged snapshot`,
    );
  }
  return value as Array<[string, Value]>;
}

/**
 * An observation from `writeObservation`.
 *
 * @throws Error naming the place where it is no such thing
 */
export function readObservation(value: unknown, index: number): Observation {
  const where = `observations[${index}]`;
  const given = (value ?? {}) as Record<string, unknown>;
  for (const field of ['id', 'source', 'record', 'firstSeen', 'lastSeen']) {
    if (typeof given[field] !== 'string') {
      throw new Error(
        `${where}.${field} of the snapshot is no text: restore an unchanged snapshot`,
      );
    }
  }
  const identity = given.identity as Observation['identity'] | undefined;
  const lists = [given.macs, given.hostnames, identity?.macs, identity?.hosts];
  if (!lists.every(Array.isArray) || typeof identity?.key !== 'string') {
    throw new Error(
      `${where}.identity of the snapshot is not complete: restore an unchanged snapshot`,
    );
  }
  const stated = entriesOf<unknown>(given.stated, `${where}.stated`);
  return {
    ...(given as unknown as Observation),
    ips: new Map(entriesOf<SeenSpan>(given.ips, `${where}.ips`)),
    stated: new Map(
      stated.map(([field, values]) => [
        field as DeviceField,
        new Map(entriesOf<StatedValue>(values, `${where}.stated.${field}`)),
      ]),
    ),
    services: new Map(entriesOf(given.services, `${where}.services`)),
    components: new Map(entriesOf(given.components, `${where}.components`)),
  };
}
