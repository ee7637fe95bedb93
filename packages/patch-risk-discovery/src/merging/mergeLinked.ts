import type { RecordProblem } from '@patch-risk/match';
import type { Sighting } from '../sightings/Sighting';
import { readInstant } from '../text/readInstant';
import { buildDevices } from './buildDevices';
import { compareDevices } from './compareDevices';
import { DecisionBook } from './DecisionBook';
import type { DeviceChange } from './DeviceChange';
import type { DiscoveredDevice } from './DiscoveredDevice';
import { joinObservations } from './joinObservations';
import { labelsOfObservation } from './labelsOfObservation';
import type { LinkedInput } from './LinkedInput';
import type { LinkedResult } from './LinkedResult';
import type { MergeRules } from './MergeRules';
import type { Observation } from './Observation';
import { ObservationLinks } from './ObservationLinks';
import { observe } from './observe';
import { readDecision } from './readDecision';
import { readObservation } from './readObservation';
import { readRegistryOptions } from './readRegistryOptions';
import { sightingProblem } from './sightingProblem';
import { vendorOfSerial } from './vendorOfSerial';
import { writeObservation } from './writeObservation';

function readRules(input: LinkedInput): MergeRules {
  const book = DecisionBook.create();
  for (const decision of input.decisions) book.add(readDecision(decision));
  return {
    ...readRegistryOptions(input.options ?? {}),
    ...book.rules(),
    clocks: new Map(input.clocks),
  };
}

/** Joins sightings with the observations of their identity; gives those that were met, and what could not be used. */
function takeIn(options: {
  observations: Map<string, Observation>;
  sightings: readonly Sighting[];
  at: string;
  rules: MergeRules;
}) {
  const { observations, sightings, at, rules } = options;
  const met = new Set<Observation>();
  const problems: RecordProblem[] = [];
  for (const sighting of sightings) {
    const problem = sightingProblem(sighting);
    if (problem) {
      problems.push(problem);
      continue;
    }
    const said = readInstant(sighting.seenAt ?? at) ?? at;
    // As in DeviceRegistry: a clock that is ahead does not win.
    const seenAt = said > at ? at : said;
    const seen = observe({ sighting, seenAt, macKind: rules.macKind });
    const known = observations.get(seen.id);
    if (known) joinObservations(known, seen);
    else observations.set(seen.id, seen);
    met.add(known ?? seen);
  }
  return { met, problems };
}

/** The sets of linked observations of which devices are to be built. */
function linkedSets(
  all: Iterable<Observation>,
  given: Iterable<Observation>,
  rules: MergeRules,
): Observation[][] {
  const links = ObservationLinks.create(observation =>
    vendorOfSerial(observation, rules),
  );
  for (const observation of all) links.add(observation);
  for (const pair of rules.same) links.addSame(...pair);
  return links.collect(given);
}

/**
 * Does what `DeviceRegistry.import` does, on a part of all observations that has no link with the rest, so that a store
 * need not hold all of them in memory.
 *
 * @throws Error where an observation, a decision or an instant cannot be used
 *
 * @public
 */
export function mergeLinked(input: LinkedInput): LinkedResult {
  const at = readInstant(input.at);
  if (at === undefined) {
    throw new Error(
      `at cannot be "${input.at}": write an instant such as 2026-11-21T08:00:00Z`,
    );
  }
  const rules = readRules(input);
  const observations = new Map<string, Observation>();
  const contents = new Map<string, string>();
  const deviceOf = new Map<string, string>();
  for (const [index, { content, device }] of input.observations.entries()) {
    const observation = readObservation(JSON.parse(content), index);
    observations.set(observation.id, observation);
    contents.set(observation.id, content);
    if (device !== undefined) deviceOf.set(observation.id, device);
  }
  const before = new Map<string, { device: DiscoveredDevice; text: string }>();
  for (const text of input.devices) {
    const device: DiscoveredDevice = JSON.parse(text);
    before.set(device.key, { device, text });
  }

  const { sightings } = input;
  const { met, problems } = takeIn({ observations, sightings, at, rules });
  const written: LinkedResult['observations'] = [];
  const dirty = new Set<Observation>(
    input.rebuild ? observations.values() : [],
  );
  for (const observation of met) {
    const content = JSON.stringify(writeObservation(observation));
    const { id, source, site, lastSeen } = observation;
    if (contents.get(id) === content) continue;
    const isNew = !contents.has(id);
    const labels = labelsOfObservation(observation);
    written.push({ id, content, source, site, lastSeen, isNew, ...labels });
    dirty.add(observation);
  }

  const changes: DeviceChange[] = [];
  const devices: LinkedResult['devices'] = [];
  const moved: LinkedResult['moved'] = [];
  const was = new Set<string>(input.rebuild ? before.keys() : []);
  const is = new Set<string>();
  for (const linked of linkedSets(observations.values(), dirty, rules)) {
    const built = buildDevices(linked, rules);
    const origins = new Map<string, DiscoveredDevice>();
    for (const { id } of linked) {
      const key = deviceOf.get(id);
      const origin = key === undefined ? undefined : before.get(key);
      if (!origin) continue;
      origins.set(id, origin.device);
      was.add(origin.device.key);
    }
    changes.push(...compareDevices(origins, built));
    for (const { device, observations: own } of built) {
      is.add(device.key);
      const content = JSON.stringify(device);
      if (input.rebuild || before.get(device.key)?.text !== content) {
        devices.push({ device, content });
      }
      for (const { id } of own) {
        if (deviceOf.get(id) === device.key) continue;
        moved.push({ id, device: device.key });
        deviceOf.set(id, device.key);
      }
    }
  }
  const seen = new Set<string>();
  for (const { id } of met) seen.add(deviceOf.get(id) as string);
  return {
    observations: written,
    moved,
    devices,
    gone: [...was].filter(key => !is.has(key)).sort(),
    changes: changes.sort((a, b) => (a.key < b.key ? -1 : 1)),
    problems,
    seen: [...seen],
  };
}
