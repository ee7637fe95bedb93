import {
  InventoryIndex,
  type InventoryItem,
  type NewRow,
} from '@patch-risk/match';
import { SeededRandom } from '../SeededRandom';

/** Devices that run the same firmware; its components are stored once. */
const DEVICES_OF_FIRMWARE = 8;
/** Versions of one component that are about. */
const VERSIONS = 12;

/** An inventory: firmware by its devices, components by their firmware. */
export interface BenchInventory {
  devices: InventoryIndex;
  components: InventoryIndex;
  /** Number of devices of each firmware. */
  devicesOf: ReadonlyMap<string, number>;
}

function itemOf(row: NewRow, random: SeededRandom): InventoryItem {
  const named = /\d+(?:\.\d+)+/.exec(row.range ?? '')?.[0];
  return {
    vendor: row.vendor,
    product: row.product,
    version: named ?? `${random.below(9)}.${random.below(20)}`,
  };
}

/** Few components are everywhere, most in few places: the place falls with the square of a draw. */
function popular<Item>(items: readonly Item[], random: SeededRandom): Item {
  return items[Math.floor(items.length * random.next() ** 3)];
}

/**
 * Makes an inventory: devices of products that advisories name, in versions around the named ones;
 * a tenth of the components are such products too, the rest are packages that no advisory names.
 */
export function makeInventory(options: {
  rows: readonly NewRow[];
  devices: number;
  components: number;
  seed: number;
}): BenchInventory {
  const { rows, devices, components } = options;
  const random = SeededRandom.create(options.seed);
  // Each product as often as any other: those with the most vulnerabilities are no more common.
  const byProduct = new Map<string, NewRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.vendor, row.product]);
    byProduct.set(key, [...(byProduct.get(key) ?? []), row]);
  }
  const products = [...byProduct.values()];
  const drawn = () => {
    const ofProduct = products[random.below(products.length)];
    return itemOf(ofProduct[random.below(ofProduct.length)], random);
  };
  const firmwares = Math.max(1, Math.floor(devices / DEVICES_OF_FIRMWARE));
  // Larger organisations have more different software, by the square root of their size.
  const kinds = Math.ceil(40 * Math.sqrt(firmwares));
  const pool = Array.from({ length: kinds * VERSIONS }, (_, position) => {
    const version = `${random.below(6)}.${random.below(20)}.${random.below(9)}`;
    const name = `lib${(position % kinds).toString(36)}`;
    return position % 10 === 0
      ? drawn()
      : { purl: `pkg:deb/debian/${name}@${version}` };
  });
  const inventory = {
    devices: InventoryIndex.create(),
    components: InventoryIndex.create(),
    devicesOf: new Map<string, number>(),
  };
  const items: InventoryItem[] = [];
  for (let firmware = 0; firmware < firmwares; firmware++) {
    items.push(drawn());
    for (let count = 0; count < components; count++) {
      inventory.components.add(`firmware-${firmware}`, popular(pool, random));
    }
  }
  for (let device = 0; device < devices; device++) {
    const firmware = random.below(firmwares);
    const key = `firmware-${firmware}`;
    inventory.devices.add(`device-${device}`, items[firmware]);
    inventory.devicesOf.set(key, (inventory.devicesOf.get(key) ?? 0) + 1);
  }
  return inventory;
}
