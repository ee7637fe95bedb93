import { setImmediate } from 'node:timers/promises';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { CatalogMirrorStore } from '../database/CatalogMirrorStore';
import {
  DeviceMirrorStore,
  type DeviceMirror,
  type KnownDevice,
} from '../database/DeviceMirrorStore';
import {
  OutcomeEventStore,
  type NewOutcomeEvent,
} from '../database/OutcomeEventStore';
import { readDevice } from './readDevice';
import { readOwner, readSite, titleOf } from './readMirrors';
import { readRelations, type DeviceRelations } from './readRelations';

/** Part of the stored ETag: raise it when `readDevice` reads differently, so that all devices are read again. */
const READER_VERSION = 1;
/** Entities read before other work gets its turn. */
const READ_BATCH = 25;
/** An unchanged device is written once a day, to show that it was seen. */
const TOUCH_AFTER_MS = 24 * 60 * 60 * 1000;

function etagOf(entity: Entity): string {
  return `${READER_VERSION}/${entity.metadata.etag ?? ''}`.slice(0, 250);
}

/** Names of what differs between a device as known and as it is now. */
function differences(known: KnownDevice, device: DeviceMirror): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['title', known.title, device.title],
    ['owner', known.ownerRef, device.ownerRef],
    ['system', known.systemRef, device.systemRef],
    ['site', known.siteRef, device.siteRef],
    ['fields', known.fields, JSON.stringify(device.fields)],
    ['problems', known.problems, JSON.stringify(device.problems)],
  ];
  return pairs.flatMap(([name, before, now]) => (before === now ? [] : [name]));
}

/** Brings the mirror of a page of devices in line with their entities. */
export class DevicePageWriter {
  readonly #database: Knex;
  readonly #clock: Clock;
  readonly #devices: DeviceMirrorStore;
  readonly #mirrors: CatalogMirrorStore;
  readonly #events: OutcomeEventStore;

  private constructor(database: Knex, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#devices = DeviceMirrorStore.create({ database });
    this.#mirrors = CatalogMirrorStore.create({ database });
    this.#events = OutcomeEventStore.create({ database });
  }

  static create(options: { database: Knex; clock: Clock }): DevicePageWriter {
    return new DevicePageWriter(options.database, options.clock);
  }

  /**
   * Writes what differs, a device with its outcome event in one transaction.
   *
   * @param related - entities that the devices point to, by ref
   */
  async write(
    entities: readonly Entity[],
    related: ReadonlyMap<string, Entity | undefined>,
  ): Promise<{ added: number; changed: number }> {
    const relations = new Map<string, DeviceRelations>();
    const byRef = new Map<string, Entity>();
    for (const entity of entities) {
      const ref = stringifyEntityRef(entity);
      byRef.set(ref, entity);
      relations.set(ref, readRelations(entity, related));
    }
    await this.#saveMirrors(relations, related);
    const refs = [...byRef.keys()];
    const known = await this.#devices.known(refs);
    const knownRelations = await this.#devices.relations(refs);
    const moved = new Map<string, string[]>();
    const stale: DeviceMirror[] = [];
    let read = 0;
    for (const [ref, entity] of byRef) {
      const { targets, ...place } = relations.get(ref) ?? { targets: [] };
      if (targets.join() !== (knownRelations.get(ref) ?? []).join()) {
        moved.set(ref, targets);
      }
      const before = known.get(ref);
      const isUnchanged =
        before?.etag === etagOf(entity) &&
        !before.isGone &&
        before.ownerRef === place.ownerRef &&
        before.siteRef === place.siteRef &&
        before.systemRef === place.systemRef;
      if (isUnchanged) continue;
      if (++read % READ_BATCH === 0) await setImmediate();
      stale.push({
        entityRef: ref,
        uid: entity.metadata.uid ?? '',
        etag: etagOf(entity),
        title: titleOf(entity),
        ...place,
        ...readDevice(entity),
      });
    }
    const now = this.#clock.now();
    const touchBefore = new Date(now.getTime() - TOUCH_AFTER_MS).toISOString();
    const staleRefs = new Set(stale.map(device => device.entityRef));
    const untouched = [...known.values()]
      .filter(
        device =>
          !staleRefs.has(device.entityRef) &&
          (device.missedScans > 0 || device.lastSeenAt < touchBefore),
      )
      .map(device => device.entityRef);
    if (stale.length + moved.size + untouched.length === 0) {
      return { added: 0, changed: 0 };
    }
    const at = now.toISOString();
    return this.#database.transaction(async transaction => {
      const written = await this.#writeStale(transaction, stale, at);
      if (moved.size > 0) await this.#devices.setRelations(transaction, moved);
      if (untouched.length > 0) {
        await this.#devices.touch(transaction, untouched, at);
      }
      return written;
    });
  }

  async #writeStale(
    transaction: Knex.Transaction,
    stale: readonly DeviceMirror[],
    at: string,
  ): Promise<{ added: number; changed: number }> {
    const locked = await this.#devices.known(
      stale.map(device => device.entityRef),
      transaction,
    );
    const events: NewOutcomeEvent[] = [];
    const note = (ref: string, payload: Record<string, unknown>) =>
      events.push({
        type: 'device-seen',
        subject: ref,
        deviceRef: ref,
        payload,
      });
    const inserted = await this.#devices.insert(
      transaction,
      stale.filter(device => !locked.has(device.entityRef)),
      at,
    );
    for (const ref of inserted) note(ref, { reason: 'new' });
    const updates: DeviceMirror[] = [];
    const same: DeviceMirror[] = [];
    for (const device of stale) {
      const before = locked.get(device.entityRef);
      if (!before) continue;
      const changed = differences(before, device);
      if (before.isGone) {
        note(device.entityRef, { reason: 'returned', changed });
        updates.push(device);
      } else if (changed.length > 0) {
        note(device.entityRef, { reason: 'changed', changed });
        updates.push(device);
      } else {
        same.push(device);
      }
    }
    await this.#devices.update(transaction, updates, at);
    await this.#devices.setEtags(transaction, same);
    await this.#events.append(transaction, events, at);
    return { added: inserted.length, changed: updates.length };
  }

  async #saveMirrors(
    relations: ReadonlyMap<string, DeviceRelations>,
    related: ReadonlyMap<string, Entity | undefined>,
  ): Promise<void> {
    const at = this.#clock.now().toISOString();
    const owners = new Set<string>();
    const sites = new Map<string, Entity>();
    for (const { ownerRef, siteRef } of relations.values()) {
      if (ownerRef) owners.add(ownerRef);
      const site = siteRef && related.get(siteRef);
      if (site) sites.set(siteRef, site);
    }
    await this.#mirrors.saveSites(
      [...sites].map(([ref, entity]) => readSite(ref, entity)),
      at,
    );
    await this.#mirrors.saveOwners(
      [...owners].map(ref => readOwner(ref, related.get(ref))),
      at,
    );
  }
}
