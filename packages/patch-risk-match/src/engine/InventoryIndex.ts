import { identifierKeys } from '../identifiers/identifierKeys';
import { alternativeNames } from '../names/alternativeNames';
import { modelKeys, productKeys } from '../names/nameKeys';
import { readHardware } from '../names/readHardware';
import { readProductName } from '../names/readProductName';
import { vendorKeys } from '../names/vendorKeys';
import { AdvisoryIndex, type NewRow } from './AdvisoryIndex';
import type { AdvisoryMatch } from './AdvisoryMatch';
import type { InventoryItem } from './InventoryItem';
import { readItem } from './readItem';

/**
 * Items that agree in all that decides their matches, and who has them.
 *
 * @public
 */
export interface InventoryConfiguration {
  item: InventoryItem;
  /** Devices, in the order in which they were added. */
  devices: Set<string>;
}

/** Under this key stand items of which only the name is known. */
const NO_VENDOR = '';

interface VendorModels {
  configurations: Set<InventoryConfiguration>;
  byKey: Map<string, Set<InventoryConfiguration>>;
}

/**
 * The items of an inventory, found by the products that an advisory names: the other direction of
 * `AdvisoryIndex`, so that one changed advisory is matched with the few items that it may concern.
 *
 * @public
 */
export class InventoryIndex {
  readonly #configurations = new Map<string, InventoryConfiguration>();
  readonly #vendors = new Map<string, VendorModels>();
  readonly #identifiers = new Map<string, Set<InventoryConfiguration>>();

  static create(): InventoryIndex {
    return new InventoryIndex();
  }

  /** Different configurations that were added. */
  get configurationCount(): number {
    return this.#configurations.size;
  }

  /** The different configurations, each with its devices. */
  configurations(): Iterable<InventoryConfiguration> {
    return this.#configurations.values();
  }

  /** Adds an item of a device; devices may have many. */
  add(device: string, item: InventoryItem) {
    const { vendor, product, version, hardware, cpe, purl } = item;
    const identity = JSON.stringify([
      vendor,
      product,
      version,
      hardware,
      cpe,
      purl,
    ]);
    const known = this.#configurations.get(identity);
    if (known) {
      known.devices.add(device);
      return;
    }
    const configuration = { item, devices: new Set([device]) };
    this.#configurations.set(identity, configuration);
    this.#index(configuration);
  }

  /**
   * Matches the rows of one advisory with the items that it may concern.
   *
   * @returns what it says of each configuration that it concerns; the same as an index of all
   * advisories says of it
   */
  match(
    rows: readonly NewRow[],
  ): { configuration: InventoryConfiguration; matches: AdvisoryMatch[] }[] {
    const index = AdvisoryIndex.create();
    for (const row of rows) index.add(row);
    const found = [];
    for (const configuration of this.#candidates(rows)) {
      const matches = index.match(configuration.item);
      if (matches.length > 0) found.push({ configuration, matches });
    }
    return found;
  }

  #index(configuration: InventoryConfiguration) {
    const item = readItem(configuration.item);
    for (const key of identifierKeys(item)) {
      put(this.#identifiers, key, configuration);
    }
    if (item.product === undefined) return;
    const vendors =
      item.vendor === undefined ? [NO_VENDOR] : vendorKeys(item.vendor);
    for (const vendor of vendors) {
      const models = this.#modelsOf(vendor);
      models.configurations.add(configuration);
      const name = readProductName(readHardware(item.product).bare, {
        vendorKeys: [vendor],
        orderNumber: item.hardware,
      });
      for (const key of modelKeys(name)) put(models.byKey, key, configuration);
    }
  }

  #modelsOf(vendor: string): VendorModels {
    const known = this.#vendors.get(vendor);
    if (known) return known;
    const models = {
      configurations: new Set<InventoryConfiguration>(),
      byKey: new Map(),
    };
    this.#vendors.set(vendor, models);
    return models;
  }

  #candidates(rows: readonly NewRow[]): Set<InventoryConfiguration> {
    const candidates = new Set<InventoryConfiguration>();
    const seen = new Set<string>();
    for (const row of rows) {
      const named = JSON.stringify([
        row.vendor,
        row.product,
        row.cpe,
        row.purl,
      ]);
      if (seen.has(named)) continue;
      seen.add(named);
      for (const key of identifierKeys(row)) {
        for (const each of this.#identifiers.get(key) ?? []) {
          candidates.add(each);
        }
      }
      for (const vendor of [...vendorKeys(row.vendor), NO_VENDOR]) {
        const models = this.#vendors.get(vendor);
        if (models)
          addNamed({ candidates, models, product: row.product, vendor });
      }
    }
    return candidates;
  }
}

function put<Value>(map: Map<string, Set<Value>>, key: string, value: Value) {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

function addNamed(options: {
  candidates: Set<InventoryConfiguration>;
  models: VendorModels;
  product: string;
  vendor: string;
}) {
  const { candidates, models, product, vendor } = options;
  for (const text of alternativeNames(readHardware(product).bare)) {
    const name = readProductName(text, { vendorKeys: [vendor] });
    // `34xx` may stand for any model of the vendor.
    const isPattern = name.words.some(word => word.pattern);
    const groups = isPattern
      ? [models.configurations]
      : [...productKeys(name)].map(key => models.byKey.get(key) ?? []);
    for (const group of groups) for (const each of group) candidates.add(each);
  }
}
