import type {
  FindingStatus,
  OwnAdvisoryPreview,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  AdvisoryIndex,
  identifierKeys,
  matchComponents,
  mergeVerdicts,
  nameKey,
  type AdvisoryProduct,
} from '@patch-risk/match';
import type { DeviceFilter } from '../database/DeviceFilter';
import type { PreviewDevice, PreviewStore } from '../database/PreviewStore';
import { kindOfWork } from '../planning/kindOfWork';
import { taskTitle } from '../planning/taskTitle';
import type { ReadOwnAdvisory } from './OwnAdvisories';

const OPEN: readonly FindingStatus[] = [
  'affected',
  'under_investigation',
  'unknown',
];
const MAX_DEVICES = 100;

interface Concerned {
  device: PreviewDevice;
  status: FindingStatus;
}

/** Works out what an advisory would concern, from the devices and components as they are, and stores nothing. */
export class AdvisoryPreview {
  readonly #store: PreviewStore;

  private constructor(store: PreviewStore) {
    this.#store = store;
  }

  static create(options: { store: PreviewStore }): AdvisoryPreview {
    return new AdvisoryPreview(options.store);
  }

  /** @param options - `visible` are the devices that count; `today` is a day */
  async of(
    { read }: ReadOwnAdvisory,
    options: { visible: DeviceFilter | undefined; today: string },
  ): Promise<OwnAdvisoryPreview> {
    const products = [...read.vulnerabilities].flatMap(each => [
      ...each.products,
    ]);
    const concerned = await this.#concerned(products, options.visible);
    const [product] = products;
    const { owners, sites } = await this.#store.titles();
    const byOwner = new Map<string, number>();
    const tasks = new Map<string, OwnAdvisoryPreview['tasks'][number]>();
    for (const { device, status } of concerned) {
      const owner = device.ownerRef ?? '';
      byOwner.set(owner, (byOwner.get(owner) ?? 0) + 1);
      const kind = kindOfWork({
        isUncertain: status === 'unknown',
        remediationState: product.remediationState,
        endOfSupport: device.endOfSupport,
        today: options.today,
      });
      const key = JSON.stringify([
        kind,
        device.vendor,
        device.model,
        device.ownerRef,
        device.siteRef,
      ]);
      const known = tasks.get(key);
      if (known) {
        known.deviceCount++;
        continue;
      }
      const site =
        device.siteRef === undefined ? undefined : sites.get(device.siteRef);
      tasks.set(key, {
        kind,
        title: taskTitle(
          {
            kind,
            members: [
              {
                device,
                group: { remediationState: product.remediationState },
                findings: [
                  { remediation: { fixedVersion: product.fixedVersion } },
                ],
              },
            ],
          },
          site === undefined ? undefined : { title: site },
        ),
        ownerRef: device.ownerRef,
        siteRef: device.siteRef,
        deviceCount: 1,
      });
    }
    return {
      deviceCount: concerned.length,
      owners: [...byOwner]
        .map(([ref, deviceCount]) => ({
          ...(ref === '' ? {} : { ownerRef: ref }),
          title: ref === '' ? 'Without owner' : owners.get(ref) ?? ref,
          deviceCount,
        }))
        .sort((left, right) => right.deviceCount - left.deviceCount),
      devices: concerned.slice(0, MAX_DEVICES).map(({ device, status }) => ({
        entityRef: device.ref,
        title: device.title,
        ownerRef: device.ownerRef,
        siteRef: device.siteRef,
        status,
      })),
      tasks: [...tasks.values()].sort(
        (left, right) => right.deviceCount - left.deviceCount,
      ),
    };
  }

  async #concerned(
    products: readonly AdvisoryProduct[],
    visible: DeviceFilter | undefined,
  ): Promise<Concerned[]> {
    const index = AdvisoryIndex.create();
    for (const product of products) {
      index.add({
        advisoryId: 'own',
        cve: product.cve,
        vendor: product.vendor,
        product: product.product,
        branchPath: product.branchPath,
        range: product.versionRange,
        status: product.status,
        remediationState: product.remediationState,
      });
    }
    const configurations = new Map<string, FindingStatus>();
    const wanted = [];
    for (const configuration of await this.#store.configurations()) {
      const { vendor, model, version, hardware } = configuration;
      const [match] = index.match({
        vendor,
        product: model,
        version,
        hardware,
      });
      if (match && OPEN.includes(match.status)) {
        wanted.push(configuration);
        configurations.set(keyOf(configuration), match.status);
      }
    }
    const sets = await this.#sets(products);
    const devices = await this.#store.devices({
      configurations: wanted,
      sets: new Set(sets.keys()),
      visible,
    });
    return devices.flatMap(device => {
      const statuses = [
        configurations.get(keyOf(device)),
        ...device.sets.map(setId => sets.get(setId)),
      ];
      const status = OPEN.find(each => statuses.includes(each));
      return status ? [{ device, status }] : [];
    });
  }

  /** Component sets with a component that is meant, and how it stands. */
  async #sets(
    products: readonly AdvisoryProduct[],
  ): Promise<Map<number, FindingStatus>> {
    const keys = products.flatMap(({ purl, componentName }) => [
      ...identifierKeys({ purl }),
      ...(componentName === undefined ? [] : [nameKey(componentName)]),
    ]);
    const sets = new Map<number, FindingStatus>();
    if (keys.length === 0) return sets;
    const { components, holders } = await this.#store.components(keys);
    const { verdicts } = await matchComponents({
      components,
      rows: products.map(({ versionRange, purl, componentName }, id) => ({
        id,
        range: versionRange,
        purl,
        componentName,
      })),
    });
    for (const component of components) {
      const merged = mergeVerdicts(
        verdicts
          .filter(({ componentId }) => componentId === component.id)
          .map(verdict => ({
            ...verdict,
            advisoryId: 'own',
            cve: products[verdict.rowId].cve,
            status: products[verdict.rowId].status,
          })),
      );
      for (const { status } of merged.values()) {
        if (!OPEN.includes(status)) continue;
        for (const setId of holders.get(component.id) ?? []) {
          const known = sets.get(setId);
          if (!known || OPEN.indexOf(status) < OPEN.indexOf(known)) {
            sets.set(setId, status);
          }
        }
      }
    }
    return sets;
  }
}

function keyOf(device: {
  vendor?: string;
  model?: string;
  version?: string;
  hardware?: string;
}): string {
  const { vendor, model, version, hardware } = device;
  return JSON.stringify([vendor, model, version, hardware]);
}
