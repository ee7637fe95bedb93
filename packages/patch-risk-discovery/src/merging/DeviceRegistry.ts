import type { RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';
import { readInstant } from '../text/readInstant';
import { buildDevices, type BuiltDevice } from './buildDevices';
import { compareAge } from './compareAge';
import { compareDevices } from './compareDevices';
import { DecisionBook } from './DecisionBook';
import type { DeviceChange } from './DeviceChange';
import type { DeviceDecision } from './DeviceDecision';
import type { DiscoveredDevice } from './DiscoveredDevice';
import type { ImportResult } from './ImportResult';
import { joinObservations } from './joinObservations';
import type { MergeRules } from './MergeRules';
import type { Observation } from './Observation';
import { ObservationLinks } from './ObservationLinks';
import { observe } from './observe';
import { readDecision } from './readDecision';
import { readObservation } from './readObservation';
import type { RegistryOptions } from './RegistryOptions';
import { type FixedRules, readRegistryOptions } from './readRegistryOptions';
import type { RegistrySnapshot } from './RegistrySnapshot';
import { sightingProblem } from './sightingProblem';
import { sourceAtSite } from './sourceAtSite';
import { vendorOfSerial } from './vendorOfSerial';
import { writeObservation } from './writeObservation';

function instantOf(field: string, text: string): string {
  const instant = readInstant(text);
  if (instant === undefined) {
    throw new Error(
      `${field} cannot be "${text}": write an instant such as 2026-11-21T08:00:00Z`,
    );
  }
  return instant;
}

const seenOf = ({ firstSeen, sources }: DiscoveredDevice) =>
  JSON.stringify([firstSeen, sources]);

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The devices that sightings tell of, in memory. They depend on the set of sightings and decisions
 * alone: not on the order in which those came, nor on how often.
 *
 * @public
 */
export class DeviceRegistry {
  readonly #options: FixedRules;
  readonly #observations = new Map<string, Observation>();
  readonly #decisions = DecisionBook.create();
  readonly #clocks = new Map<string, string>();
  readonly #built = new Map<string, BuiltDevice>();
  /** Device of each observation, by the observation's identifier. */
  readonly #deviceOf = new Map<string, DiscoveredDevice>();
  #links: ObservationLinks;
  #rules: MergeRules;

  /** @throws Error naming the option that cannot be used, its value and the remedy */
  static create(options: RegistryOptions = {}): DeviceRegistry {
    return new DeviceRegistry(readRegistryOptions(options));
  }

  /** @throws Error naming the place where the snapshot cannot be used */
  static restore(
    snapshot: RegistrySnapshot,
    options: RegistryOptions = {},
  ): DeviceRegistry {
    const { version, observations, decisions, clocks } = snapshot;
    if (version !== 1) {
      throw new Error(
        `version of the snapshot cannot be ${JSON.stringify(
          version,
        )}: this release restores version 1`,
      );
    }
    const registry = DeviceRegistry.create(options);
    for (const [index, value] of observations.entries()) {
      const observation = readObservation(value, index);
      registry.#observations.set(observation.id, observation);
    }
    for (const decision of decisions) {
      registry.#decisions.add(readDecision(decision));
    }
    for (const [source, clock] of clocks) {
      registry.#clocks.set(source, instantOf('clocks', clock));
    }
    registry.#rebuild();
    return registry;
  }

  private constructor(options: FixedRules) {
    this.#options = options;
    this.#rules = this.#readRules();
    this.#links = this.#linkAll();
  }

  /**
   * Takes in sightings. A second import of the same changes nothing.
   *
   * @param options - `at` is the instant of the import, ISO 8601 with a zone: when sightings without
   *   an instant were seen, and the latest that any can have been
   *
   * @throws Error where `at` is no instant
   */
  import(options: { sightings: Iterable<Sighting>; at: string }): ImportResult {
    const at = instantOf('at', options.at);
    const problems: RecordProblem[] = [];
    const met = new Set<Observation>();
    for (const sighting of options.sightings) {
      const problem = sightingProblem(sighting);
      if (problem) {
        problems.push(problem);
        continue;
      }
      const said = readInstant(sighting.seenAt ?? at) ?? at;
      // A sensor whose clock is ahead would win over all others for as long as it is ahead.
      const seenAt = said > at ? at : said;
      const { macKind } = this.#options;
      const seen = observe({ sighting, seenAt, macKind });
      const known = this.#observations.get(seen.id);
      if (known) {
        joinObservations(known, seen);
        met.add(known);
      } else {
        this.#observations.set(seen.id, seen);
        this.#links.add(seen);
        met.add(seen);
      }
    }
    return { ...this.#build(met), problems };
  }

  /**
   * Takes in a person's decision; it counts before anything automatic, and for sightings to come.
   *
   * @throws Error naming field, value and remedy
   */
  decide(decision: DeviceDecision): DeviceChange[] {
    const read = readDecision(decision);
    this.#decisions.add(read);
    if (read.kind === 'alias') return this.#rebuild();
    const keys = 'device' in read ? [read.device] : read.devices;
    if (read.kind === 'same') this.#links.addSame(...read.devices);
    this.#rules = this.#readRules();
    return this.#build(keys.flatMap(key => this.#links.bearers(key))).changes;
  }

  /**
   * Looks which devices a source misses: seen by it before, and not for the configured time, while it
   * went on seeing others at the same site. A source that is silent altogether misses nothing.
   *
   * @throws Error where `at` is no instant
   */
  sweep(options: { at: string }): DeviceChange[] {
    const at = instantOf('at', options.at);
    for (const observation of this.#observations.values()) {
      const source = sourceAtSite(observation);
      const seen = observation.lastSeen < at ? observation.lastSeen : at;
      if (seen > (this.#clocks.get(source) ?? ''))
        this.#clocks.set(source, seen);
    }
    return this.#rebuild();
  }

  /** All devices, by key. */
  devices(): DiscoveredDevice[] {
    return [...this.#built.values()]
      .map(({ device }) => device)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** @param key - that a device has or had, or an alias of it */
  device(key: string): DiscoveredDevice | undefined {
    const found = this.#built.get(key)?.device;
    if (found) return found;
    const [oldest] = [...this.#links.bearers(key)].sort(compareAge);
    return oldest && this.#deviceOf.get(oldest.id);
  }

  /** What a person decided, by subject. */
  decisions(): DeviceDecision[] {
    return this.#decisions.all();
  }

  snapshot(): RegistrySnapshot {
    return {
      version: 1,
      observations: [...this.#observations.values()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(writeObservation),
      decisions: this.#decisions.all(),
      clocks: [...this.#clocks].sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }

  #readRules(): MergeRules {
    return {
      ...this.#options,
      ...this.#decisions.rules(),
      clocks: this.#clocks,
    };
  }

  #linkAll(): ObservationLinks {
    const links = ObservationLinks.create(observation =>
      vendorOfSerial(observation, this.#rules),
    );
    for (const observation of this.#observations.values()) {
      links.add(observation);
    }
    for (const pair of this.#rules.same) links.addSame(...pair);
    return links;
  }

  #rebuild(): DeviceChange[] {
    this.#rules = this.#readRules();
    this.#links = this.#linkAll();
    return this.#build(this.#observations.values()).changes;
  }

  /** Builds the devices of all that is linked with the given observations anew. */
  #build(
    given: Iterable<Observation>,
  ): Pick<ImportResult, 'changes' | 'touched'> {
    const changes: DeviceChange[] = [];
    const touched: string[] = [];
    for (const linked of this.#links.collect(given)) {
      const after = buildDevices(linked, this.#rules);
      const before = new Map<string, DiscoveredDevice>();
      for (const { id } of linked) {
        const device = this.#deviceOf.get(id);
        if (device) before.set(id, device);
      }
      changes.push(...compareDevices(before, after));
      for (const { key } of before.values()) this.#built.delete(key);
      for (const built of after) {
        const was = before.get(built.observations[0].id);
        if (was && seenOf(was) !== seenOf(built.device)) {
          touched.push(built.device.key);
        }
        this.#remember(built);
      }
    }
    const changed = new Set(changes.map(({ key }) => key));
    return {
      changes: changes.sort((a, b) => compareTexts(a.key, b.key)),
      touched: touched.filter(key => !changed.has(key)).sort(compareTexts),
    };
  }

  #remember(built: BuiltDevice) {
    const { device, observations } = built;
    this.#built.set(device.key, built);
    for (const { id } of observations) this.#deviceOf.set(id, device);
  }
}
