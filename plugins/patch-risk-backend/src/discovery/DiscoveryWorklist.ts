import type { UnmatchedText } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  listUnmatched,
  type DeviceField,
  type DiscoveredDevice,
  type FieldClaim,
} from '@patch-risk/discovery';
import { foldText, parseVersion, vendorKeys } from '@patch-risk/match';
import type { DiscoveryDeviceStore } from '../database/discovery/DiscoveryDeviceStore';
import type { MatchSourceStore } from '../database/MatchSourceStore';
import type { MatchWorkers } from '../findings/MatchWorkers';

const SHOWN_DEVICES = 20;
const SHOWN_SPELLINGS = 20;

/** A device with the texts alone. */
function textsOf(row: {
  key: string;
  vendor: string | null;
  model: string | null;
  firmware_version: string | null;
}): DiscoveredDevice {
  const fields: DiscoveredDevice['fields'] = {};
  const add = (field: DeviceField, value: string | null) => {
    if (value === null) return;
    const winner = { value } as Partial<FieldClaim> as FieldClaim;
    fields[field] = { winner, others: [] };
  };
  add('vendor', row.vendor);
  add('model', row.model);
  add('firmwareVersion', row.firmware_version);
  return {
    key: row.key,
    status: 'new',
    fields,
  } as Partial<DiscoveredDevice> as DiscoveredDevice;
}

/** Texts of devices that no advisory knows, by how many devices one decision settles. */
export class DiscoveryWorklist {
  readonly #options: Parameters<typeof DiscoveryWorklist.create>[0];

  static create(options: {
    advisories: MatchSourceStore;
    devices: DiscoveryDeviceStore;
    workers: MatchWorkers;
  }): DiscoveryWorklist {
    return new DiscoveryWorklist(options);
  }

  private constructor(options: Parameters<typeof DiscoveryWorklist.create>[0]) {
    this.#options = options;
  }

  /** @returns the first of them, and how many there are */
  async list(options: {
    limit: number;
  }): Promise<{ items: UnmatchedText[]; total: number }> {
    const { advisories, devices } = this.#options;
    const rows = await devices.texts();
    const spellings = new Map<string, string[]>();
    for (const vendor of await advisories.vendors()) {
      for (const key of vendorKeys(vendor)) {
        spellings.set(key, [...(spellings.get(key) ?? []), vendor]);
      }
    }
    const models = new Map<string, Set<string>>();
    for (const { vendor, model } of rows) {
      const key = vendor === null ? undefined : vendorKeys(vendor)[0];
      if (key === undefined || model === null || !spellings.has(key)) continue;
      models.set(key, (models.get(key) ?? new Set()).add(model));
    }
    const known = new Set<string>();
    for (const [key, own] of models) {
      const found = await this.#knownModels({
        key,
        spellings: spellings.get(key) ?? [],
        models: [...own],
      });
      for (const model of found) known.add(`${key} ${foldText(model)}`);
    }
    const items = listUnmatched({
      devices: rows.map(textsOf),
      isKnown: ({ field, value, vendor }) => {
        if (field === 'vendor') {
          return vendorKeys(value).some(key => spellings.has(key));
        }
        if (field === 'firmwareVersion') {
          return parseVersion(value) !== undefined;
        }
        const key = vendorKeys(vendor ?? '')[0];
        return known.has(`${key} ${foldText(value)}`);
      },
    });
    return {
      items: items.slice(0, options.limit).map(item => ({
        ...item,
        spellings: item.spellings.slice(0, SHOWN_SPELLINGS),
        deviceCount: item.devices.length,
        devices: item.devices.slice(0, SHOWN_DEVICES),
      })),
      total: items.length,
    };
  }

  /** Those of the models that an advisory of the vendor names. */
  async #knownModels(options: {
    key: string;
    spellings: readonly string[];
    models: readonly string[];
  }): Promise<string[]> {
    const { key, spellings, models } = options;
    const products = await this.#options.advisories.products(spellings);
    const { verdicts } = await this.#options.workers.run('match', {
      vendorKeys: [key],
      configurations: models.map(model => ({ model })),
      rows: products.map((product, id) => ({ id, product })),
    });
    return [
      ...new Set(verdicts.map(({ configuration }) => models[configuration])),
    ];
  }
}
