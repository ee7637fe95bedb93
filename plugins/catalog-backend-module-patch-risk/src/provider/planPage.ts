import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import type { ProviderConfig } from '../config/ProviderConfig';
import type { DescribedDevices } from '../described/DescribedDevices';
import type { ManagedDevice } from '../devices/ManagedDevice';
import type { ManagedPage } from '../devices/ManagedPage';
import { entityNameOf } from '../entities/entityNameOf';
import { entityOf } from '../entities/entityOf';
import { macAddress } from '../entities/macAddress';
import type { ProvidedDevice } from '../store/ProvidedDevice';
import type { PagePlan } from './PagePlan';

function hashOf(entity: Entity): string {
  return createHash('sha256').update(JSON.stringify(entity)).digest('hex');
}

/** A name that no other device has; `preferred` where it is free. */
async function chooseRef(options: {
  key: string;
  preferred: string;
  namespace: string;
  isTaken: (entityRef: string) => Promise<boolean>;
}): Promise<string> {
  const { key, preferred, namespace, isTaken } = options;
  for (let attempt = 1; ; attempt++) {
    const entityRef = stringifyEntityRef({
      kind: 'resource',
      namespace,
      name: attempt === 1 ? preferred : entityNameOf(key, attempt),
    });
    if (!(await isTaken(entityRef))) return entityRef;
  }
}

/**
 * Plans what a page of managed devices does. A device keeps the name under which it was provided first, by whichever
 * of its keys; of several that became one, one entity stays.
 *
 * @param options - `known` gives what is remembered of devices, the oldest first; `taken` tells names in use
 */
export async function planPage(options: {
  items: ManagedPage['items'];
  known: (keys: readonly string[]) => Promise<ProvidedDevice[]>;
  taken: (entityRefs: readonly string[]) => Promise<Set<string>>;
  described: DescribedDevices;
  config: ProviderConfig;
}): Promise<PagePlan> {
  const { items, described, config } = options;
  const { namespace } = config;
  const keys = items.flatMap(({ key, device }) => [
    key,
    ...(device?.aliases ?? []),
  ]);
  const rows = new Map(
    (await options.known([...new Set(keys)])).map(row => [row.deviceKey, row]),
  );
  const before = new Set(rows.keys());
  const order = new Map([...rows.values()].map((row, index) => [row, index]));
  const first = items.map(({ key }) =>
    stringifyEntityRef({
      kind: 'resource',
      namespace,
      name: entityNameOf(key),
    }),
  );
  const taken = await options.taken(first);
  const asked = new Set(first);
  const isTaken = async (entityRef: string) => {
    if (described.has(entityRef)) return true;
    if (!asked.has(entityRef)) {
      asked.add(entityRef);
      for (const ref of await options.taken([entityRef])) taken.add(ref);
    }
    return taken.has(entityRef);
  };

  const added = new Map<string, Entity>();
  const removedRefs = new Set<string>();
  const changed = new Map<string, ProvidedDevice>();
  const newlyDescribed: ProvidedDevice[] = [];
  const fresh = new Set<string>();
  const living = new Set(items.flatMap(item => (item.device ? item.key : [])));
  const drop = (row: ProvidedDevice) => {
    rows.delete(row.deviceKey);
    changed.delete(row.deviceKey);
    added.delete(row.entityRef);
    if (!row.describedBy) removedRefs.add(row.entityRef);
  };
  /** What is remembered of the device: under its own key, else under the oldest of its others; the rest goes. */
  const adoptRow = (device: ManagedDevice) => {
    const own = rows.get(device.key);
    const others = [...new Set(device.aliases)]
      .flatMap(key => (living.has(key) ? [] : rows.get(key) ?? []))
      .sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    const kept = own ?? others.shift();
    for (const row of others) drop(row);
    if (kept && kept !== own) {
      rows.delete(kept.deviceKey);
      changed.delete(kept.deviceKey);
    }
    return kept;
  };
  const place = async (device: ManagedDevice) => {
    const kept = adoptRow(device);
    if (!kept) fresh.add(device.key);
    const name = kept
      ? parseEntityRef(kept.entityRef).name
      : entityNameOf(device.key);
    const stays =
      kept && parseEntityRef(kept.entityRef).namespace === namespace;
    const entityRef = stays
      ? kept.entityRef
      : await chooseRef({
          key: device.key,
          preferred: name,
          namespace,
          isTaken,
        });
    taken.add(entityRef);
    if (kept && !stays && !kept.describedBy) removedRefs.add(kept.entityRef);
    const describedBy = described.find({
      ...device,
      macs: device.macs.flatMap(mac => macAddress(mac) ?? []),
    });
    const entity = entityOf({ device, entityRef, config });
    const row: ProvidedDevice = {
      deviceKey: device.key,
      entityRef,
      contentHash: describedBy ? undefined : hashOf(entity),
      describedBy,
      isEnded: false,
    };
    rows.set(device.key, row);
    const isSame =
      kept !== undefined &&
      !kept.isEnded &&
      kept.deviceKey === row.deviceKey &&
      kept.entityRef === row.entityRef &&
      kept.contentHash === row.contentHash &&
      kept.describedBy === row.describedBy;
    if (isSame) return;
    changed.set(device.key, row);
    if (describedBy) {
      if (kept?.describedBy !== describedBy) newlyDescribed.push(row);
      // An entity may be there although nothing says so: its page was cut off before it was noted.
      if (kept && !kept.describedBy) removedRefs.add(entityRef);
    } else if (kept?.contentHash !== row.contentHash || !stays) {
      added.set(entityRef, entity);
    }
  };

  // Those that live on take over the names of their other keys before these go.
  for (const { device } of items) {
    if (device) await place(device);
  }
  for (const { key, device } of items) {
    const row = device ? undefined : rows.get(key);
    // Whoever takes its place may stand on a later page.
    if (row) changed.set(key, { ...row, isEnded: true });
  }

  for (const ref of added.keys()) removedRefs.delete(ref);
  return {
    added: [...added.values()],
    removedRefs: [...removedRefs],
    reserved: [...changed.values()].filter(({ deviceKey }) =>
      fresh.has(deviceKey),
    ),
    changed: [...changed.values()],
    removedKeys: [...before].filter(key => !rows.has(key)),
    newlyDescribed,
  };
}
