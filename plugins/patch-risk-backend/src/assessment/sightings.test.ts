import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import fc from 'fast-check';
import { AssessmentStore } from '../database/AssessmentStore';
import type { StoredSighting } from '../database/readSightings';
import { readVulnerabilityNews } from '../database/readVulnerabilityNews';
import { SightingStore } from '../database/SightingStore';
import type { Sighting } from '../feeds/intelligence/Sighting';
import { HostPace } from '../workers/HostPace';
import { SEEDED_AT, seedOrganisation } from './__testUtils__/seedOrganisation';
import { Assessor } from './Assessor';
import { assessTask } from './assessTask';
import { beginBySightings } from './beginBySightings';
import { mixBegun } from './mixBegun';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
// The group "web" of the server: not in KEV, its EPSS too old.
const CVE = 'CVE-2026-1003';

function sighting(more: Partial<Sighting> = {}): Sighting {
  return {
    cve: CVE,
    kind: 'sighting',
    source: 'CERT <b>Example</b>',
    actors: ['Quiet Heron'],
    products: [],
    sectors: ['energy'],
    firstSeenOn: '2026-11-01',
    count: 3,
    confidence: 0.8,
    ...more,
  };
}

describe.each(databases.eachSupportedId())('sightings on %s', id => {
  async function setUp() {
    const database = await databases.init(id);
    await database.migrate.latest({
      directory: resolve(__dirname, '../../migrations'),
    });
    await seedOrganisation(database);
    const events: OutboundEvent[] = [];
    const assess = async (trust: number, at = SEEDED_AT) => {
      await Assessor.create({
        config: new ConfigReader({
          patchRisk: {
            feeds: { stix: [{ id: 'isac', path: '/nowhere', trust }] },
          },
        }),
        database,
        clock: { now: () => new Date(at), pinned: true },
        logger: mockServices.logger.mock(),
        workers: {
          run: async (_name, input) => assessTask(structuredClone(input)),
        },
        outbox: {
          async enqueueEvent(_transaction, event) {
            events.push(event);
          },
        },
      }).run({});
      const assessment = await AssessmentStore.create({
        database,
      }).getAssessment('resource:default/server');
      return assessment!.groups.find(({ key }) => key === 'web')!;
    };
    const report = (sightings: Sighting[], at = SEEDED_AT) =>
      database.transaction(transaction =>
        SightingStore.create({ pace: HostPace.create({ share: 1 }) }).replace(
          transaction,
          { feedId: 'stix-isac', scopes: new Map([['one', sightings]]), at },
        ),
      );
    return { database, events, assess, report };
  }
  const noteOf = (group: { inputs: { input: string }[] }) =>
    group.inputs.filter(({ input }) => input === `sighting of ${CVE}`);

  it('begin exploitation with the trust times the confidence of the source, which is named', async () => {
    const { assess, report } = await setUp();
    const before = await assess(0.5);
    await report([sighting(), sighting({ confidence: 0.2, count: 1 })]);
    const untrusted = await assess(0);
    expect(untrusted.beginHazard).toEqual(before.beginHazard);
    expect(noteOf(untrusted)).toMatchObject([
      {
        value: expect.stringMatching(/^not counted, seen in the wild, 3 times/),
      },
      {},
    ]);
    const after = await assess(0.5);
    const [first, ...rest] = before.beginHazard.values!;
    expect(after.beginHazard.values![0]).toBeCloseTo(0.4 + 0.6 * first, 14);
    expect(after.beginHazard.values!.slice(1)).toEqual(rest);
    expect(after.loss).toBeGreaterThan(before.loss);
    // KEV alone makes a vulnerability one that is exploited.
    expect(after.exploited).toBe(false);
    expect(noteOf(after)).toMatchObject([
      {
        value:
          'used, seen in the wild, 3 times, by Quiet Heron, sectors energy, begun by then: 0.4',
        source: 'CERT <b>Example</b> (stix-isac)',
        date: '2026-11-01',
      },
      { value: expect.stringMatching(/^not counted/) },
    ]);
  });

  it('count only what was known and seen by the instant of the assessment', async () => {
    const { assess, report } = await setUp();
    const before = await assess(1);
    await report([sighting()], '2026-11-20T12:00:00.001Z');
    expect((await assess(1)).beginHazard).toEqual(before.beginHazard);
    await report([sighting({ firstSeenOn: '2026-11-21' })], SEEDED_AT);
    expect((await assess(1)).beginHazard).toEqual(before.beginHazard);
  });

  it('under TLP:RED move the score, and are named nowhere', async () => {
    const { assess, database, events, report } = await setUp();
    const before = await assess(1);
    await report([sighting({ tlp: 'RED', confidence: undefined })]);
    const after = await assess(1, '2026-11-20T13:00:00.000Z');
    expect(after.beginHazard.values![0]).toBe(1);
    expect(after.decision).not.toBe(before.decision);
    expect(events.length).toBeGreaterThan(0);
    const outcomes = await database('outcome_events').select('*');
    expect(outcomes.length).toBeGreaterThan(0);
    const news = await readVulnerabilityNews(database, [CVE]);
    expect(news.get(CVE)?.sightings).toEqual([]);
    for (const told of [events, outcomes, after, [...news]]) {
      expect(JSON.stringify(told)).not.toMatch(/Heron|CERT/);
    }
    expect(noteOf(after)).toMatchObject([
      { source: 'A source that must not be named, TLP:RED' },
    ]);
  });
});

describe('reports of exploitation', () => {
  const stored = (more: Partial<StoredSighting>): StoredSighting => ({
    ...sighting(),
    feedId: 'stix-isac',
    knownFrom: '2026-11-02',
    ...more,
  });

  it('count when somebody saw or used it', () => {
    const chance = (more: Partial<StoredSighting>) =>
      beginBySightings([stored(more)], { 'stix-isac': 0.5 }).chance;
    expect(chance({})).toBe(0.4);
    expect(chance({ kind: 'use' })).toBe(0.4);
    expect(chance({ confidence: undefined })).toBe(0.5);
    expect(chance({ count: 0 })).toBe(0);
    expect(chance({ feedId: 'misp-other' })).toBe(0);
    for (const kind of ['indicator', 'capability', 'mention'] as const) {
      expect(chance({ kind })).toBe(0);
    }
  });

  it('mix the forecast with a beginning that has come, exactly', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 52, maxLength: 52 }),
        unit,
        (values, chance) => {
          const quiet = (hazard: Iterable<number>, weeks: number) =>
            [...hazard].slice(0, weeks).reduce((left, w) => left * (1 - w), 1);
          const mixed = mixBegun(Float64Array.from(values), chance);
          for (const weeks of [1, 4, 52]) {
            // Not begun by then: the report is wrong, and the forecast says so.
            expect(quiet(mixed, weeks)).toBeCloseTo(
              (1 - chance) * quiet(values, weeks),
              12,
            );
          }
        },
      ),
    );
  });
});
