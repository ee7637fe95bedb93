import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import { normaliseIp } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import type { HygieneStore } from '../database/HygieneStore';
import {
  OutcomeEventStore,
  type NewOutcomeEvent,
} from '../database/OutcomeEventStore';
import type { HygieneReport } from '../hygiene/HygieneSignal';
import { HostPace } from '../workers/HostPace';
import { deriveReach } from './deriveReach';
import type { PlacedFirewall } from './findPaths';
import { FlowImporter, type FlowImport } from './flows/FlowImporter';
import { FlowStore } from './flows/FlowStore';
import { isolationSignals } from './isolationSignals';
import { readFirewalls } from './readFirewalls';
import { readReachSettings } from './readReachSettings';
import type { ReachSettings } from './ReachSettings';
import { ReachStore, type StoredReach } from './ReachStore';
import { ZoneModel } from './ZoneModel';

const PAGE = 250;

function sameContent(
  stored: StoredReach | undefined,
  fresh: StoredReach,
): boolean {
  return (
    stored !== undefined &&
    stored.zone === fresh.zone &&
    stored.derivedExposure === fresh.derivedExposure &&
    JSON.stringify(stored.evidence) === JSON.stringify(fresh.evidence) &&
    JSON.stringify(stored.paths) === JSON.stringify(fresh.paths)
  );
}

/**
 * Reads new flows and the exports of firewalls, derives how exposed each device is at least, and reports isolation that
 * does not hold. A run without news ends after a look at files and devices.
 */
export class ReachUpdater {
  readonly #database: Knex;
  readonly #settings: ReachSettings;
  readonly #zones: ZoneModel;
  readonly #importer: FlowImporter;
  readonly #flows: FlowStore;
  readonly #store: ReachStore;
  readonly #outcomes: OutcomeEventStore;
  readonly #hygiene: HygieneStore;
  readonly #clock: Clock;
  readonly #pace: HostPace;
  readonly #logger: LoggerService;

  /** @throws InputError when `patchRisk.reach` is wrong */
  static create(options: {
    config: Config;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    hygiene: HygieneStore;
  }): ReachUpdater {
    return new ReachUpdater(options);
  }

  private constructor(options: Parameters<typeof ReachUpdater.create>[0]) {
    const { config, database, clock } = options;
    this.#database = database;
    this.#clock = clock;
    this.#hygiene = options.hygiene;
    this.#settings = readReachSettings(config);
    this.#zones = ZoneModel.create(this.#settings.zones);
    this.#pace = HostPace.fromConfig(config);
    this.#logger = options.logger.child({ service: 'reach' });
    this.#importer = FlowImporter.create({
      database,
      settings: this.#settings,
      zones: this.#zones,
      clock,
      pace: this.#pace,
      logger: this.#logger,
    });
    this.#flows = FlowStore.create({ database });
    this.#store = ReachStore.create({ database });
    this.#outcomes = OutcomeEventStore.create({ database });
  }

  /** An aborted `signal` ends the run with its reason; what was done until then stays. */
  async run(options: { signal?: AbortSignal }): Promise<void> {
    const { signal } = options;
    const imported = (await this.#mayRead())
      ? await this.#importer.run({ signal })
      : { flows: 0, ofDevices: 0, problems: 0 };
    const forgotten = await this.#flows.clean(
      new Date(
        this.#clock.now().getTime() - this.#settings.flowRetentionMs,
      ).toISOString(),
    );
    const { firewalls, statuses, hash } = await readFirewalls({
      sources: this.#settings.firewalls,
      zones: this.#zones,
    });
    const mark = createHash('sha256')
      .update(
        JSON.stringify([this.#settings, hash, await this.#store.devicesMark()]),
      )
      .digest('hex');
    const isNews =
      imported.ofDevices > 0 ||
      forgotten > 0 ||
      mark !== (await this.#store.state('inputs'));
    if (!isNews) {
      return;
    }
    for (const status of statuses.filter(({ problem }) => problem)) {
      this.#logger.warn('Rules of a firewall could not be read', {
        ...status,
      });
    }
    await this.#store.removeGone();
    const changed = await this.#evaluate({ firewalls, signal });
    await this.#store.keepState('inputs', mark);
    this.#tell(imported, changed);
  }

  /**
   * Flows of devices that are not in the catalog yet count for nobody. So the first reading waits until two runs in a row
   * met the same number of devices.
   */
  async #mayRead(): Promise<boolean> {
    if ((await this.#store.state('begun')) !== undefined) {
      return true;
    }
    const count = await this.#store.deviceCount();
    const isSettled =
      count > 0 && (await this.#store.state('devices')) === String(count);
    await this.#store.keepState(isSettled ? 'begun' : 'devices', String(count));
    return isSettled;
  }

  #tell(imported: FlowImport, changed: number): void {
    if (imported.flows + imported.problems + changed > 0) {
      this.#logger.info('Reach from the network evaluated', {
        ...imported,
        changed,
      });
    }
  }

  async #evaluate(options: {
    firewalls: readonly PlacedFirewall[];
    signal?: AbortSignal;
  }): Promise<number> {
    let changed = 0;
    let after = '';
    for (;;) {
      options.signal?.throwIfAborted();
      await this.#pace.rest();
      const rows: { entity_ref: string; fields: string }[] =
        await this.#database('devices')
          .whereNull('gone_at')
          .where('entity_ref', '>', after)
          .orderBy('entity_ref')
          .limit(PAGE)
          .select('entity_ref', 'fields');
      changed += await this.#evaluatePage(rows, options.firewalls);
      after = rows.at(-1)?.entity_ref ?? '';
      if (rows.length < PAGE) {
        return changed;
      }
    }
  }

  async #evaluatePage(
    rows: readonly { entity_ref: string; fields: string }[],
    firewalls: readonly PlacedFirewall[],
  ): Promise<number> {
    const refs = rows.map(row => row.entity_ref);
    const [flows, stored] = await Promise.all([
      this.#flows.of(refs),
      this.#store.of(refs),
    ]);
    const at = this.#clock.now().toISOString();
    const written: StoredReach[] = [];
    const events: NewOutcomeEvent[] = [];
    const reports: HygieneReport[] = [];
    // Without zones nothing is known of any address, and what was derived before is taken back.
    const isOn = this.#settings.zones.length > 0;
    for (const row of rows) {
      const fields: DeviceFields = JSON.parse(row.fields);
      const reach = deriveReach({
        addresses: isOn
          ? fields.addresses.ip.flatMap(ip => normaliseIp(ip) ?? [])
          : [],
        flows: isOn ? flows.get(row.entity_ref) ?? [] : [],
        zones: this.#zones,
        firewalls,
        conduits: this.#settings.conduits,
      });
      const before = stored.get(row.entity_ref);
      const fresh: StoredReach = {
        deviceRef: row.entity_ref,
        zone: reach.zone,
        derivedExposure: reach.derivedExposure,
        evidence: reach.evidence,
        paths: reach.paths,
        evaluatedAt: at,
      };
      const isEmpty = !reach.zone && reach.evidence.length === 0;
      if (!(isEmpty && !before) && !sameContent(before, fresh)) {
        written.push(fresh);
        if (before?.derivedExposure !== fresh.derivedExposure) {
          events.push({
            type: 'reach-changed',
            subject: row.entity_ref,
            deviceRef: row.entity_ref,
            payload: {
              from: before?.derivedExposure,
              to: fresh.derivedExposure,
              declared: fields.exposure,
            },
          });
        }
      }
      reports.push({
        deviceRef: row.entity_ref,
        kind: 'isolation-broken',
        source: 'reach',
        signals: isolationSignals({ declared: fields.exposure, reach }),
      });
    }
    await this.#database.transaction(async transaction => {
      await this.#store.write(transaction, written);
      await this.#outcomes.append(transaction, events, at);
      await this.#hygiene.report(transaction, { reports, at });
    });
    return events.length;
  }
}
