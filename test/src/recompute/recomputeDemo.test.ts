import type {
  DeviceSummary,
  RollUp,
  Status,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/root';
import type { RunningBackend } from '../harness/RunningBackend';
import { startBackend } from '../harness/startBackend';
import { waitForPipeline } from '../harness/waitForPipeline';
import { alter, numbersIn } from './alter';
import type { AnsweredAssessment, DeviceContext } from './AnsweredAssessment';
import { differences } from './differences';
import { indexOf, sum } from './formula';
import { derivedExposure } from './raw/derivedExposure';
import { deviceInputs } from './raw/deviceInputs';
import { readDevices } from './raw/readDevices';
import { readFeeds } from './raw/readFeeds';
import { scoreDevice } from './raw/scoreDevice';
import { recompute } from './recompute';

jest.setTimeout(240_000);

interface DeviceList {
  items: DeviceSummary[];
  facets: { band: { value: string; count: number }[] };
}

const AS_OF = '2025-09-01T12:00:00.000Z';
const catalog = join(root, 'catalog');
/** Where two pumps are declared less exposed than their zone is, and others more. */
const zones = [
  { name: 'intensive care', prefix: '10.30.4.', kind: 'dmz' },
  { name: 'wards', prefix: '10.30.5.', kind: 'isolated' },
];
const devices = readDevices(catalog).map(device => ({
  ...device,
  derivedExposure: derivedExposure(device.addresses, zones),
}));
const bundle = join(__dirname, 'sightings.json');
// Small, so that the members of its group still show.
const TRUST = 0.0005;
const feeds = readFeeds(join(catalog, 'feeds'), bundle);

function assessmentPath(ref: string): string {
  return `/devices/${ref.replace(':', '/')}/assessment`;
}

function contextOf(device: (typeof devices)[number]): DeviceContext {
  const { criticality, safety } = deviceInputs(device, AS_OF);
  const { endOfSupport } = device;
  return {
    pastEndOfSupport:
      endOfSupport !== undefined && endOfSupport < AS_OF.slice(0, 10),
    openAnomalies: [],
    criticality,
    safety,
  };
}

describe('every score of the demo organisation', () => {
  let folder: string;
  let backend: RunningBackend;
  let list: DeviceList;
  let low: DeviceList;
  let rollUp: RollUp;
  let status: Pick<Status, 'deviceCount' | 'assessedCount'>;
  let tasks: Task[];
  const answers = new Map<string, AnsweredAssessment>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'patch-risk-recompute-'));
    backend = await startBackend({
      dataDirectory: folder,
      baseConfigs: ['app-config.yaml'],
      config: {
        patchRisk: {
          asOf: AS_OF,
          feeds: { stix: [{ id: 'isac', path: bundle, trust: TRUST }] },
          reach: {
            zones: zones.map(({ name, prefix, kind }) => ({
              name,
              networks: [`${prefix}0/24`],
              kind,
            })),
          },
          pipeline: {
            schedule: {
              frequency: { seconds: 2 },
              timeout: { minutes: 5 },
              initialDelay: { seconds: 1 },
            },
          },
        },
      },
    });
    await waitForPipeline(backend, { devices: devices.length, seconds: 150 });
    const api = await backend.api();
    list = await api.get('/devices?limit=100');
    low = await api.get('/devices?band=low&limit=100');
    rollUp = await api.get('/rollups/resource/default/site-munich');
    status = await api.get('/status');
    tasks = await api.list('/tasks');
    for (const { ref } of devices) {
      answers.set(ref, await api.get(assessmentPath(ref)));
    }
  });

  afterAll(async () => {
    await backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('follows from the answer of the API and the documents', () => {
    const wrong = devices.flatMap(device => {
      const answer = answers.get(device.ref)!;
      return answer.state === 'assessed'
        ? recompute(answer, contextOf(device)).map(
            text => `${device.ref} ${text}`,
          )
        : [];
    });
    expect(wrong).toEqual([]);
  });

  it('does not follow when any one number of the answer is altered', () => {
    const unnoticed: string[] = [];
    let count = 0;
    for (const device of devices) {
      const answer = answers.get(device.ref)!;
      if (answer.state !== 'assessed') continue;
      const context = contextOf(device);
      for (const place of numbersIn(answer)) {
        count += 1;
        // Curves are long and alike: of each a few values stand for the rest.
        const position = Number(place.path.at(-1));
        const isInCurve =
          place.path.includes('values') || place.path.includes('patchHazard');
        if (isInCurve && position % 17 !== 0) continue;
        if (recompute(alter(answer, place), context).length === 0) {
          unnoticed.push(
            `${device.ref} ${place.path.join('.')} ${place.note ?? ''}`,
          );
        }
      }
    }
    expect(unnoticed).toEqual([]);
    expect(count).toBeGreaterThan(5000);
  });

  it('follows from the raw feed files, the YAML of the catalog and the JSON of the models', () => {
    const wrong: string[] = [];
    for (const device of devices) {
      const answer = answers.get(device.ref)!;
      const expected = scoreDevice(device, {
        feeds,
        asOf: AS_OF,
        trust: TRUST,
      });
      expect([device.ref, answer.state]).toEqual([
        device.ref,
        expected ? 'assessed' : 'not_assessed',
      ]);
      if (!expected) continue;
      const { groups, ...whole } = expected;
      const name = device.ref.split('/')[1];
      wrong.push(...differences(answer, whole, name));
      expect(answer.groups.map(group => group.cves.join())).toEqual(
        expect.arrayContaining(groups.map(group => group.cves.join())),
      );
      expect(answer.groups).toHaveLength(groups.length);
      for (const group of groups) {
        const given = answer.groups.find(
          each => each.cves.join() === group.cves.join(),
        );
        const flat = given && {
          ...given,
          beginHazard: given.beginHazard.values,
          fixCurve: given.fixCurve.values,
          patchHazard: given.wait.patchHazard,
          hitProbability: given.wait.hitProbability,
          exploitedBeforePatchProbability:
            given.wait.exploitedBeforePatchProbability,
        };
        const { draws: _, ...numbers } = { draws: undefined, ...group };
        wrong.push(...differences(flat, numbers, `${name} ${group.cves[0]}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes what the network shows for more than what is declared, where it is', () => {
    const exposuresOf = (name: string) =>
      Object.fromEntries(
        answers
          .get(`resource:default/${name}`)!
          .groups[0].inputs.filter(({ input }) => /exposure/i.test(input))
          .map(({ input, value }) => [input, value.split(':')[0]]),
      );
    expect(exposuresOf('pump-icu-1')).toEqual({
      exposure: 'dmz',
      declaredExposure: 'internal',
      derivedExposure: 'dmz',
    });
  });

  it('leaves out what cannot be assessed, and never counts it as 0', () => {
    expect(list.items).toHaveLength(devices.length);
    const unknown = list.items.filter(({ state }) => state !== 'assessed');
    expect(unknown.map(({ entityRef }) => entityRef).sort()).toEqual([
      'resource:default/printer-ward-3',
      'resource:default/reader-pharmacy',
    ]);
    for (const item of unknown) {
      const answer = answers.get(item.entityRef)!;
      expect(item.reason).toBe(answer.reason);
      expect(item.reason).toMatch(/Brady|no firmware version/);
      for (const name of ['index', 'interval', 'probability', 'band', 'loss']) {
        expect(item).not.toHaveProperty(name);
        expect(answer).not.toHaveProperty(name);
      }
      expect(answer.groups).toEqual([]);
    }
    const bands = list.items.map(({ band }) => band ?? 'not assessed');
    expect(bands.indexOf('not assessed')).toBeGreaterThan(0);
    expect(bands).toEqual(
      ['critical', 'high', 'medium', 'not assessed', 'low'].flatMap(band =>
        bands.filter(each => each === band),
      ),
    );
    for (const { value, count } of list.facets.band) {
      const name = value === 'not_assessed' ? 'not assessed' : value;
      expect([name, count]).toEqual([
        name,
        bands.filter(band => band === name).length,
      ]);
    }
    expect(low.items.every(({ state }) => state === 'assessed')).toBe(true);

    const inMunich = list.items.filter(
      ({ siteRef }) => siteRef === 'resource:default/site-munich',
    );
    const losses = inMunich.flatMap(
      ({ entityRef }) => answers.get(entityRef)?.loss ?? [],
    );
    const loss = sum(losses);
    expect(rollUp).toMatchObject({
      deviceCount: inMunich.length,
      assessedCount: losses.length,
      notAssessedCount: 2,
    });
    expect(differences(rollUp, { loss, index: indexOf(loss) })).toEqual([]);
    expect(sum(Object.values(rollUp.bands))).toBe(losses.length);
    expect(status).toMatchObject({
      deviceCount: devices.length,
      assessedCount: devices.length - 2,
    });
  });

  it('turns into tasks of several kinds at three sites, one for each fix, owner and site', () => {
    expect(tasks.length).toBeGreaterThanOrEqual(12);
    expect(new Set(tasks.map(({ siteRef }) => siteRef)).size).toBe(3);
    expect(new Set(tasks.map(({ kind }) => kind))).toEqual(
      new Set(['patch', 'mitigate', 'investigate']),
    );
    const ofDevice = (name: string) =>
      tasks.filter(task =>
        task.deviceRefs.includes(`resource:default/${name}`),
      );
    expect(ofDevice('rtu-reservoir-east')).not.toEqual([]);
    expect(ofDevice('rtu-reservoir-east')).toEqual(
      ofDevice('rtu-reservoir-west'),
    );
    expect(ofDevice('plc-booster')).toMatchObject([
      { kind: 'patch', decision: 'act' },
    ]);
    expect(ofDevice('server-network')).toMatchObject([
      { kind: 'mitigate', decision: 'mitigate' },
    ]);
    expect(ofDevice('reader-pharmacy')).toMatchObject([
      { kind: 'investigate' },
    ]);
    for (const [ref, answer] of answers) {
      for (const { decision, title } of answer.groups) {
        const isDue = decision !== 'monitor' && decision !== 'accept';
        const cves = ofDevice(ref.split('/')[1]).flatMap(task => task.cves);
        const group = answer.groups.find(each => each.title === title)!;
        const isPlanned = group.cves.every(cve => cves.includes(cve));
        expect([ref, title, isPlanned]).toEqual([ref, title, isDue]);
      }
    }
  });

  it('does not follow from other raw files', () => {
    const [booster] = devices.filter(({ ref }) => ref.endsWith('plc-booster'));
    const [north] = devices.filter(({ ref }) => ref.endsWith('intake-north'));
    const isNoticed = (
      device: typeof booster,
      change: Parameters<typeof scoreDevice>[1],
    ) => {
      const score = scoreDevice(device, change);
      const answer = answers.get(device.ref);
      return differences({ loss: answer?.loss }, { loss: score?.loss }).length;
    };
    const options = { feeds, asOf: AS_OF, trust: TRUST };
    expect(isNoticed(booster, options)).toBe(0);
    expect(isNoticed({ ...booster, exposure: 'dmz' }, options)).toBe(1);
    expect(isNoticed({ ...booster, securityLevel: 4 }, options)).toBe(1);
    expect(isNoticed({ ...booster, criticality: 'low' }, options)).toBe(1);
    expect(isNoticed({ ...booster, rules: [] }, options)).toBe(1);
    expect(isNoticed({ ...booster, version: '12.38' }, options)).toBe(1);
    const [washer] = devices.filter(({ ref }) => ref.endsWith('plc-washer'));
    expect(isNoticed(washer, options)).toBe(0);
    for (const change of [
      { range: '>=1.0' },
      { range: '<99' },
      { releasedOn: '2023-03-01' },
      { state: 'none_available' },
    ]) {
      const changed = structuredClone(feeds);
      const { cves } = scoreDevice(washer, options)!.groups[0];
      for (const claim of changed.claims) {
        if (claim.product === washer.model && cves.includes(claim.cve)) {
          Object.assign(claim, change);
        }
      }
      expect([
        change,
        isNoticed(washer, { ...options, feeds: changed }),
      ]).toEqual([change, 1]);
    }
    const withoutKev = structuredClone(feeds);
    for (const each of withoutKev.vulnerabilities.values()) {
      each.kevDate = undefined;
    }
    expect(isNoticed(booster, { ...options, feeds: withoutKev })).toBe(1);
    for (const change of [
      { cwes: ['CWE-89'] },
      { baseScore: 1 },
      { disclosedOn: '2025-08-31' },
      { vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' },
      { epss: 0.5 },
      { sightingConfidence: 79 },
    ]) {
      const changed = structuredClone(feeds);
      const [group] = scoreDevice(north, options)!.groups;
      Object.assign(changed.vulnerabilities.get(group.cves[0])!, change);
      expect([
        change,
        isNoticed(north, { ...options, feeds: changed }),
      ]).toEqual([change, 1]);
    }
  });
});
