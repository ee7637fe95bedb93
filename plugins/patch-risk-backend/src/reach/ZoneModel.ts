import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';
import { AddressSet } from './AddressSet';
import { publicAddresses } from './publicAddresses';
import type { ReachZone } from './ReachZone';

/** What the zone of an address is called where it is public and in no configured zone. */
const INTERNET = 'internet';

const REMEMBERED = 100_000;

interface Block {
  zone: Pick<ReachZone, 'name' | 'kind'>;
  set: AddressSet;
  size: bigint;
}

/** Which zone an address lies in: that of the smallest configured block around it. */
export class ZoneModel {
  readonly zones: readonly Pick<ReachZone, 'name' | 'kind'>[];
  readonly #blocks: Block[];
  readonly #sets = new Map<string, AddressSet>();
  readonly #remembered = new Map<string, Block['zone'] | undefined>();

  /** @param zones - checked, as `readReachSettings` gives them */
  static create(zones: readonly ReachZone[]): ZoneModel {
    return new ZoneModel(zones);
  }

  private constructor(zones: readonly ReachZone[]) {
    this.#blocks = zones
      .flatMap(zone =>
        zone.networks.map(network => {
          const set = AddressSet.parse(network) ?? AddressSet.none;
          const [[from, to] = [0n, 0n]] = set.ranges;
          return { zone, set, size: to - from };
        }),
      )
      .sort((one, other) => (one.size < other.size ? -1 : 1));
    const internet = { name: INTERNET, kind: 'internet' as const };
    this.zones = zones.some(({ name }) => name === INTERNET)
      ? zones
      : [...zones, internet];
    let left = AddressSet.everything;
    for (const { zone, set } of this.#blocks) {
      const own = set.intersect(left);
      this.#sets.set(
        zone.name,
        (this.#sets.get(zone.name) ?? AddressSet.none).union(own),
      );
      left = left.subtract(set);
    }
    this.#sets.set(
      INTERNET,
      (this.#sets.get(INTERNET) ?? AddressSet.none).union(
        publicAddresses.intersect(left),
      ),
    );
  }

  /** The zone of an address; undefined for a private address in no configured zone, of which nothing is known. */
  zoneOf(address: string): Pick<ReachZone, 'name' | 'kind'> | undefined {
    if (this.#remembered.has(address)) {
      return this.#remembered.get(address);
    }
    const zone = this.#find(address);
    if (this.#remembered.size >= REMEMBERED) {
      this.#remembered.clear();
    }
    this.#remembered.set(address, zone);
    return zone;
  }

  /** The addresses of a zone, without those of zones within it; undefined where there is no such zone. */
  addressesOf(name: string): AddressSet | undefined {
    return this.#sets.get(name);
  }

  kindOf(name: string): Exposure | undefined {
    return this.zones.find(zone => zone.name === name)?.kind;
  }

  #find(address: string): Block['zone'] | undefined {
    const place = AddressSet.place(address);
    if (place === undefined) {
      return undefined;
    }
    const block = this.#blocks.find(({ set }) => set.contains(place));
    if (block) {
      return block.zone;
    }
    return publicAddresses.contains(place)
      ? this.zones.find(({ name }) => name === INTERNET)
      : undefined;
  }
}
