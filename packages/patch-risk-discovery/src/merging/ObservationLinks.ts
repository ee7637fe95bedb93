import type { Observation } from './Observation';
import { ownKeyOf } from './ownKeyOf';

type VendorOf = (observation: Observation) => string | undefined;

/**
 * Which observations share a key of identity, for finding all that a new one may touch. Links are
 * wider than joins: what is linked is looked at together, and often stays apart.
 */
export class ObservationLinks {
  readonly #byKey = new Map<string, Observation[]>();
  readonly #same = new Map<string, Set<string>>();
  readonly #vendorOf: VendorOf;

  /** @param vendorOf - vendor of the serial number after people's aliases, made comparable */
  static create(vendorOf: VendorOf): ObservationLinks {
    return new ObservationLinks(vendorOf);
  }

  private constructor(vendorOf: VendorOf) {
    this.#vendorOf = vendorOf;
  }

  #keysOf(observation: Observation): string[] {
    const { identity, id } = observation;
    const vendor = this.#vendorOf(observation);
    return [
      identity.key,
      ownKeyOf(id),
      ...identity.macs,
      ...identity.hosts,
      ...(identity.serial !== undefined && vendor !== undefined
        ? [`vendor ${vendor} ${identity.serial}`]
        : []),
    ];
  }

  add(observation: Observation): void {
    for (const key of this.#keysOf(observation)) {
      const known = this.#byKey.get(key);
      if (known) known.push(observation);
      else this.#byKey.set(key, [observation]);
    }
  }

  /** Links whatever bears one key of a device with whatever bears the other. */
  addSame(a: string, b: string): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const known = this.#same.get(from);
      if (known) known.add(to);
      else this.#same.set(from, new Set([to]));
    }
  }

  bearers(key: string): readonly Observation[] {
    return this.#byKey.get(key) ?? [];
  }

  /** All observations that are linked with the given ones, in sets that have no link with each other. */
  collect(given: Iterable<Observation>): Observation[][] {
    const seen = new Set<Observation>();
    const spent = new Set<string>();
    const sets: Observation[][] = [];
    for (const start of given) {
      if (seen.has(start)) continue;
      seen.add(start);
      const set = [start];
      for (const observation of set) {
        const keys = this.#keysOf(observation);
        for (const key of keys) {
          if (spent.has(key)) continue;
          spent.add(key);
          keys.push(...(this.#same.get(key) ?? []));
          for (const other of this.#byKey.get(key) ?? []) {
            if (seen.has(other)) continue;
            seen.add(other);
            set.push(other);
          }
        }
      }
      sets.push(set);
    }
    return sets;
  }
}
