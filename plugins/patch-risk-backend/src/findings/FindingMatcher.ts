import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { DeviceStore, type MatchableDevice } from '../database/DeviceStore';
import { FindingStore } from '../database/FindingStore';
import { MatchSourceStore } from '../database/MatchSourceStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import {
  FindingWriter,
  type ConfigurationResult,
  type FindingChanges,
} from './FindingWriter';
import type { MatchWorkers } from './MatchWorkers';
import { vendorKeys } from '@patch-risk/match';
import { ComponentMatchStore } from '../database/ComponentMatchStore';
import { ComponentMatcher } from './ComponentMatcher';
import { VendorMatcher } from './VendorMatcher';
import { withComponents } from './withComponents';

/** Configurations matched at once; bounds the verdicts held in memory. */
const CONFIGURATION_BATCH = 200;
/** Devices written in one transaction. */
const DEVICE_BATCH = 100;
/** A change may become visible this long after the instant it carries. */
const OVERLAP_MS = 60 * 60 * 1000;

/** What the last run that went through saw. */
interface LastRun {
  startedAt: Date;
  advisoryHashes: Map<string, string>;
  vendorsOfAdvisory: Map<string, Set<string>>;
  /** Component sets with a component that the advisory says something of. */
  setsOfAdvisory: Map<string, Set<number>>;
}

/** Devices that agree in all that decides their matches. */
interface Configuration {
  model: string;
  version?: string;
  hardware?: string;
  vendor: string;
  /** Ids of its component sets. */
  sets: number[];
  devices: MatchableDevice[];
}

/**
 * Keeps findings in step with devices and advisories.
 *
 * 1. The first run of a process matches everything; a later one only devices that changed and
 *    devices of vendors, and with components, whose advisories changed.
 * 2. Devices with the same vendor, model, version and components are matched once, in a worker
 *    thread, and each different component once.
 * 3. Differences are written in batches, each with its outcome events in one transaction, so that a
 *    run can end at any point; the next one does the rest.
 */
export class FindingMatcher {
  readonly #devices: DeviceStore;
  readonly #sources: MatchSourceStore;
  readonly #components: ComponentMatchStore;
  readonly #writer: FindingWriter;
  readonly #workers: MatchWorkers;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  #lastRun: LastRun | undefined;

  private constructor(options: Parameters<typeof FindingMatcher.create>[0]) {
    const { database, clock } = options;
    this.#devices = DeviceStore.create({ database });
    this.#sources = MatchSourceStore.create({ database });
    this.#components = ComponentMatchStore.create({ database });
    this.#writer = FindingWriter.create({
      database,
      clock,
      devices: this.#devices,
      findings: FindingStore.create({ database }),
      events: OutcomeEventStore.create({ database }),
    });
    this.#workers = options.workers;
    this.#clock = clock;
    this.#logger = options.logger.child({ service: 'findings' });
  }

  static create(options: {
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    workers: MatchWorkers;
  }): FindingMatcher {
    return new FindingMatcher(options);
  }

  /**
   * Matches what changed since the last run of this process, or everything.
   *
   * @param options - `signal` ends the run between two batches; `onProgress` is told the share done, in [0, 1]
   * @returns counts of findings opened, changed and closed, and of the pairs that were compared
   */
  async run(options: {
    signal?: AbortSignal;
    onProgress?: (share: number) => void;
  }): Promise<FindingChanges & { pairsCompared: number }> {
    const { signal, onProgress } = options;
    const last = this.#lastRun;
    // Read before the rows: what changes meanwhile is then seen as a change by the next run.
    const startedAt = this.#clock.now();
    const advisoryHashes = await this.#sources.advisoryHashes();
    const { vendorsOfAdvisory, touched } = await this.#vendorsOfAdvisories(
      advisoryHashes,
      last,
    );
    const { setsOfAdvisory, touchedSets } = await this.#setsOfAdvisories(
      advisoryHashes,
      last,
    );
    const devices = await this.#select(last, { touched, touchedSets });
    const spellings = await this.#spellings();
    const byVendor = this.#groupByVendor(devices);

    const total: FindingChanges = { opened: 0, changed: 0, closed: 0 };
    const matcher = VendorMatcher.create({
      sources: this.#sources,
      workers: this.#workers,
    });
    const components = ComponentMatcher.create({
      store: this.#components,
      workers: this.#workers,
    });
    let done = 0;
    for (const [key, configurations] of byVendor) {
      for (let at = 0; at < configurations.length; at += CONFIGURATION_BATCH) {
        signal?.throwIfAborted();
        const batch = configurations.slice(at, at + CONFIGURATION_BATCH);
        const results = await this.#match({
          key,
          batch,
          spellings,
          matcher,
          signal,
        });
        for (const [index, configuration] of batch.entries()) {
          const { devices: same } = configuration;
          const result = await this.#withComponents({
            key,
            configuration,
            result: results[index],
            components,
            setsOfAdvisory,
            signal,
          });
          for (let from = 0; from < same.length; from += DEVICE_BATCH) {
            signal?.throwIfAborted();
            const part = same.slice(from, from + DEVICE_BATCH);
            const changes = await this.#writer.write(part, result);
            total.opened += changes.opened;
            total.changed += changes.changed;
            total.closed += changes.closed;
            done += part.length;
            onProgress?.(done / devices.length);
          }
        }
      }
    }
    this.#lastRun = {
      startedAt,
      advisoryHashes,
      vendorsOfAdvisory,
      setsOfAdvisory,
    };
    const figures = { ...total, pairsCompared: matcher.pairsCompared };
    this.#logger.info('Findings matched', {
      devices: devices.length,
      full: last === undefined,
      ...figures,
    });
    return figures;
  }

  /** Vendors of each advisory, and those whose advisories changed, came or went since the last run. */
  async #vendorsOfAdvisories(
    hashes: ReadonlyMap<string, string>,
    last: LastRun | undefined,
  ) {
    const changed = [...hashes].flatMap(([id, hash]) =>
      last?.advisoryHashes.get(id) === hash ? [] : [id],
    );
    const vendorsOfAdvisory = new Map<string, Set<string>>();
    const touched = new Set<string>();
    for (const [id, vendors] of last?.vendorsOfAdvisory ?? []) {
      if (hashes.get(id) === last?.advisoryHashes.get(id)) {
        vendorsOfAdvisory.set(id, vendors);
      } else {
        for (const vendor of vendors) touched.add(vendor);
      }
    }
    if (changed.length > 0) {
      for (const row of await this.#sources.vendorsOf(changed)) {
        const vendors = vendorsOfAdvisory.get(row.advisoryId) ?? new Set();
        vendorsOfAdvisory.set(row.advisoryId, vendors.add(row.vendor));
        touched.add(row.vendor);
      }
    }
    return { vendorsOfAdvisory, touched };
  }

  /** Component sets of each advisory as far as known, and those whose advisories changed, came or went. */
  async #setsOfAdvisories(
    hashes: ReadonlyMap<string, string>,
    last: LastRun | undefined,
  ) {
    const setsOfAdvisory = new Map<string, Set<number>>();
    const touchedSets = new Set<number>();
    // Without an earlier run everything is matched anyway.
    if (!last) return { setsOfAdvisory, touchedSets };
    for (const [id, sets] of last.setsOfAdvisory) {
      if (hashes.get(id) === last.advisoryHashes.get(id)) {
        setsOfAdvisory.set(id, new Set(sets));
      } else {
        for (const setId of sets) touchedSets.add(setId);
      }
    }
    const changed = [...hashes].flatMap(([id, hash]) =>
      last.advisoryHashes.get(id) === hash ? [] : [id],
    );
    if (changed.length > 0) {
      const named = await this.#components.named(changed);
      for (const setId of await this.#components.setsWith(named)) {
        touchedSets.add(setId);
      }
    }
    return { setsOfAdvisory, touchedSets };
  }

  async #withComponents(options: {
    key: string;
    configuration: Configuration;
    result: ConfigurationResult;
    components: ComponentMatcher;
    setsOfAdvisory: Map<string, Set<number>>;
    signal?: AbortSignal;
  }): Promise<ConfigurationResult> {
    const { configuration, components, result, setsOfAdvisory } = options;
    const findings = [];
    for (const setId of configuration.sets) {
      const ofSet = await components.match(setId, options);
      findings.push(...ofSet);
      for (const { verdict } of ofSet) {
        for (const { advisoryId } of verdict.grounds) {
          const sets = setsOfAdvisory.get(advisoryId);
          if (sets) sets.add(setId);
          else setsOfAdvisory.set(advisoryId, new Set([setId]));
        }
      }
    }
    return withComponents({
      result,
      vendorKey: options.key,
      model: configuration.model,
      findings,
      sources: this.#sources,
    });
  }

  async #select(
    last: LastRun | undefined,
    options: {
      touched: ReadonlySet<string>;
      touchedSets: ReadonlySet<number>;
    },
  ): Promise<MatchableDevice[]> {
    const { touched, touchedSets } = options;
    if (!last) return this.#devices.listMatchable({});
    const changedSince = new Date(
      last.startedAt.getTime() - OVERLAP_MS,
    ).toISOString();
    const changed = await this.#devices.listMatchable({ changedSince });
    if (touched.size === 0 && touchedSets.size === 0) return changed;
    const keys = new Set([...touched].flatMap(vendorKeys));
    const known = new Set(changed.map(device => device.entityRef));
    const all = await this.#devices.listMatchable({});
    return [
      ...changed,
      ...all.filter(
        device =>
          !known.has(device.entityRef) &&
          (vendorKeys(device.vendor ?? '').some(key => keys.has(key)) ||
            (touchedSets.size > 0 &&
              setsOf(device).some(setId => touchedSets.has(setId)))),
      ),
    ];
  }

  /** Spellings of vendors in advisories, by key. */
  async #spellings(): Promise<Map<string, string[]>> {
    const spellings = new Map<string, string[]>();
    for (const vendor of await this.#sources.vendors()) {
      for (const key of vendorKeys(vendor)) {
        spellings.set(key, [...(spellings.get(key) ?? []), vendor]);
      }
    }
    return spellings;
  }

  #groupByVendor(
    devices: readonly MatchableDevice[],
  ): Map<string, Configuration[]> {
    const configurations = new Map<string, Configuration>();
    const byVendor = new Map<string, Configuration[]>();
    for (const device of devices) {
      const vendor = device.vendor ?? '';
      const model = device.model ?? '';
      const version = device.firmwareVersion;
      const hardware = device.hardwareVersion;
      const identity = JSON.stringify([
        vendor,
        model,
        version,
        hardware,
        device.componentSetIds,
      ]);
      let configuration = configurations.get(identity);
      if (!configuration) {
        const sets = setsOf(device);
        configuration = { vendor, model, version, hardware, sets, devices: [] };
        configurations.set(identity, configuration);
        const key = vendorKeys(vendor)[0] ?? '';
        const ofVendor = byVendor.get(key);
        if (ofVendor) ofVendor.push(configuration);
        else byVendor.set(key, [configuration]);
      }
      configuration.devices.push(device);
    }
    return byVendor;
  }

  async #match(options: {
    key: string;
    batch: readonly Configuration[];
    spellings: ReadonlyMap<string, string[]>;
    matcher: VendorMatcher;
    signal?: AbortSignal;
  }): Promise<ConfigurationResult[]> {
    const { key, batch, spellings, matcher, signal } = options;
    const keys = [
      ...new Set(batch.flatMap(({ vendor }) => vendorKeys(vendor))),
    ];
    const named = [...new Set(keys.flatMap(each => spellings.get(each) ?? []))];
    const isUsable = ({ model }: Configuration) =>
      named.length > 0 && model.trim() !== '';
    const usable = batch.filter(isUsable);
    const matched =
      usable.length === 0
        ? []
        : await matcher.match({
            vendor: { key, keys, spellings: named },
            configurations: usable.map(
              ({ vendor, model, version, hardware }) => ({
                vendor,
                model,
                version,
                hardware,
              }),
            ),
            signal,
          });
    const results = new Map(
      usable.map((configuration, index) => [configuration, matched[index]]),
    );
    return batch.map(
      configuration =>
        results.get(configuration) ?? this.#withoutProduct(configuration),
    );
  }

  #withoutProduct({ vendor, model }: Configuration): ConfigurationResult {
    let reason = `No advisory names the vendor "${vendor}"`;
    if (vendor.trim() === '') reason = 'The device names no vendor';
    else if (model.trim() === '') reason = 'The device names no model';
    return {
      state: 'no-product',
      reason,
      open: new Map(),
      closing: async () => undefined,
    };
  }
}

function setsOf({ componentSetIds }: MatchableDevice): number[] {
  return componentSetIds === undefined ? [] : JSON.parse(componentSetIds);
}
