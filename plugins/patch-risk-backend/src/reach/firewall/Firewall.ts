import type { AddressSet } from '../AddressSet';
import type { FirewallExport } from './FirewallExport';
import { openPorts, type OpenPorts } from './openPorts';

/** An export with a memory: destinations between the same bounds of rules have the same answer. */
export class Firewall {
  readonly name: string;
  readonly #firewall: FirewallExport;
  readonly #bounds: bigint[];
  readonly #remembered = new Map<string, OpenPorts[]>();

  static create(options: { name: string; firewall: FirewallExport }): Firewall {
    return new Firewall(options);
  }

  private constructor(options: { name: string; firewall: FirewallExport }) {
    this.name = options.name;
    this.#firewall = options.firewall;
    this.#bounds = [
      ...new Set(
        options.firewall.rules.flatMap(({ destination }) =>
          destination.ranges.flatMap(([from, to]) => [from, to + 1n]),
        ),
      ),
    ].sort((one, other) => (one < other ? -1 : 1));
  }

  /** @param options - `zone` names the sources, for the memory */
  open(options: {
    zone: string;
    sources: AddressSet;
    destination: bigint;
  }): OpenPorts[] {
    const key = `${this.#placeOf(options.destination)} ${options.zone}`;
    const known = this.#remembered.get(key);
    if (known) {
      return known;
    }
    const open = openPorts({ ...options, firewall: this.#firewall });
    this.#remembered.set(key, open);
    return open;
  }

  /** How many bounds lie at or below a destination. */
  #placeOf(destination: bigint): number {
    let low = 0;
    let high = this.#bounds.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#bounds[middle] <= destination) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
