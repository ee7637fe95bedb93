import { resolve } from 'node:path';
import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { OwnAdvisoryContent } from '@patch-risk/backstage-plugin-patch-risk-common';
import express from 'express';
import { Duration } from 'luxon';
import request from 'supertest';
import { createRouter } from '../api/createRouter';
import { Assessor } from '../assessment/Assessor';
import {
  SEEDED_AT,
  seedDevice,
} from '../assessment/__testUtils__/seedOrganisation';
import { ComponentAssigner } from '../components/ComponentAssigner';
import { ComponentSetStore } from '../database/ComponentSetStore';
import { ComponentSourceStore } from '../database/ComponentSourceStore';
import { DeviceComponentStore } from '../database/DeviceComponentStore';
import { FindingStore } from '../database/FindingStore';
import { PipelineRunStore } from '../database/PipelineRunStore';
import { PreviewStore } from '../database/PreviewStore';
import { TaskStore } from '../database/TaskStore';
import { Outbox } from '../delivery/Outbox';
import { FindingMatcher } from '../findings/FindingMatcher';
import { DeviceAccess } from '../permissions/DeviceAccess';
import { Pipeline } from '../pipeline/Pipeline';
import { Planner } from '../planning/Planner';
import { HostPace } from '../workers/HostPace';
import { WorkerPool } from '../workers/WorkerPool';
import { AdvisoryPreview } from './AdvisoryPreview';
import { OwnAdvisories } from './OwnAdvisories';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const workers = WorkerPool.fromConfig(new ConfigReader({}));
afterAll(() => workers.close());

const CONTENT: OwnAdvisoryContent = {
  title: 'Gateways <b>answer</b> to anybody',
  description: 'Seen at the plant; the maker was told.',
  products: [{ vendor: 'Acme', model: 'Gateway', range: '< 2.9.4' }],
  cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  remediation: { category: 'vendor_fix', details: 'Install 2.9.4' },
};

async function setUp(id: TestDatabaseId) {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  let now = Date.parse(SEEDED_AT);
  const clock = { now: () => new Date((now += 1000)), pinned: false as const };
  const logger = mockServices.logger.mock();
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost:3000' },
  });
  const pace = HostPace.create({ share: 1 });
  const outbox = Outbox.create({
    eventSinkIds: () => [],
    ticketSinkIds: () => [],
    clock,
  });
  const stage = { config, database, clock, logger, workers, outbox };
  const ownAdvisories = OwnAdvisories.create({ database, clock, pace });
  const inventory = { scan: jest.fn(async () => undefined) };
  const idle = { run: async () => undefined };
  type Stages = Parameters<typeof Pipeline.create>[0]['stages'];
  const stages: object = {
    inventory,
    advisories: ownAdvisories,
    components: ComponentAssigner.create({
      sources: ComponentSourceStore.create({ database }),
      devices: DeviceComponentStore.create({ database }),
      transact: work => database.transaction(work),
      pace,
      clock,
      logger,
    }),
    matcher: FindingMatcher.create(stage),
    assessor: Assessor.create(stage),
    planner: Planner.create(stage),
  };
  const pipeline = Pipeline.create({
    stages: new Proxy(stages as Stages, {
      // What is neither advisory nor plan takes no part here.
      get: (known, name: keyof Stages) => known[name] ?? idle,
    }),
    runs: PipelineRunStore.create({ database }),
    clock,
    logger,
    maximumAge: Duration.fromObject({ hours: 24 }),
  });
  const findings = FindingStore.create({ database });
  const tasks = TaskStore.create({ database });
  return {
    database,
    ownAdvisories,
    inventory,
    pace,
    clock,
    run: () => pipeline.run({ signal: new AbortController().signal }),
    preview: (content: OwnAdvisoryContent) =>
      AdvisoryPreview.create({ store: PreviewStore.create({ database }) }).of(
        ownAdvisories.read(content),
        { visible: undefined, today: '2026-11-20' },
      ),
    findings: async () => (await findings.list({ limit: 100 })).items,
    tasks: async () =>
      (await tasks.list({ limit: 100 })).items.filter(
        ({ status }) => status === 'open',
      ),
  };
}

type World = Awaited<ReturnType<typeof setUp>>;

async function fleet({ database }: World) {
  for (const [name, firmwareVersion] of [
    ['a', '2.9.3'],
    ['b', '1.0'],
    ['c', '2.9.4'],
    ['d', 'custom build'],
  ]) {
    await seedDevice(database, {
      name,
      fields: {
        vendor: 'ACME',
        model: 'gateway',
        firmwareVersion,
        criticality: 'critical',
        exposure: 'internet',
      },
    });
  }
  await seedDevice(database, {
    name: 'other',
    fields: { vendor: 'Other', model: 'gateway', firmwareVersion: '1.0' },
  });
  await database('owners').insert({
    entity_ref: 'group:default/operations',
    title: 'Operations',
    last_seen_at: SEEDED_AT,
  });
  await database('sites').insert({
    entity_ref: 'resource:default/plant',
    title: 'Plant',
    last_seen_at: SEEDED_AT,
  });
}

describe.each(databases.eachSupportedId())(
  'hand-written advisories on %s',
  id => {
    it('are previewed, give findings, assessments and draft tasks, and go when withdrawn', async () => {
      const world = await setUp(id);
      await fleet(world);
      const { ownAdvisories, run, preview, findings, tasks } = world;
      await run();
      expect(await findings()).toEqual([]);

      const before = await preview(CONTENT);
      expect(before).toMatchObject({
        deviceCount: 3,
        owners: [
          {
            ownerRef: 'group:default/operations',
            title: 'Operations',
            deviceCount: 3,
          },
        ],
        tasks: [
          {
            kind: 'patch',
            title: 'Update ACME gateway to 2.9.4 at Plant',
            deviceCount: 2,
          },
          { kind: 'investigate', deviceCount: 1 },
        ],
      });
      expect(
        before.devices.map(({ entityRef, status }) => [entityRef, status]),
      ).toEqual([
        ['resource:default/a', 'affected'],
        ['resource:default/b', 'affected'],
        ['resource:default/d', 'unknown'],
      ]);
      expect((await ownAdvisories.list({ limit: 9 })).items).toEqual([]);

      const written = await ownAdvisories.create(CONTENT, 'user:default/ann');
      expect(written).toMatchObject({
        id: 'OWN-2026-001',
        revision: 1,
        state: 'published',
      });
      // Who waits for it does not wait for the inventory.
      world.inventory.scan.mockImplementationOnce(async () => {
        const early = await findings();
        expect(early.map(({ deviceRef }) => deviceRef)).toEqual(
          before.devices.map(({ entityRef }) => entityRef),
        );
        return undefined;
      });
      await run();
      const opened = await findings();
      expect(
        opened.map(({ deviceRef, status }) => [deviceRef, status]),
      ).toEqual(
        before.devices.map(({ entityRef, status }) => [entityRef, status]),
      );
      expect(opened[0]).toMatchObject({
        cve: 'OWN-2026-001',
        title: CONTENT.title,
        cvss: { version: '3.1', vector: CONTENT.cvssVector },
        remediation: { state: 'available', fixedVersion: '2.9.4' },
        evidence: [{ advisoryId: 'own/OWN-2026-001', range: '< 2.9.4' }],
      });
      const { devices, tasks: expected } = before;
      const drafted = await tasks();
      expect(drafted.map(({ title }) => title)).toContain(expected[0].title);
      expect(
        drafted.find(({ title }) => title === expected[0].title),
      ).toMatchObject({
        cves: ['OWN-2026-001'],
        deviceRefs: [devices[0].entityRef, devices[1].entityRef],
      });
      expect((await ownAdvisories.get(written.id)).matchedAt).toBeDefined();
      const assessed = await world
        .database('explanations')
        .select('body')
        .where('body', 'like', '%OWN-2026-001%');
      expect(assessed.length).toBeGreaterThan(0);
      expect(assessed[0].body).toContain('without a CVE');

      const changed = await ownAdvisories.update(
        written.id,
        { ...CONTENT, products: [{ ...CONTENT.products[0], range: '< 2.0' }] },
        'user:default/ann',
      );
      expect(changed.revision).toBe(2);
      await run();
      expect((await findings()).map(({ deviceRef }) => deviceRef)).toEqual([
        'resource:default/b',
        'resource:default/d',
      ]);

      await ownAdvisories.withdraw(written.id, 'user:default/ann');
      await run();
      expect(await findings()).toEqual([]);
      await expect(
        ownAdvisories.withdraw(written.id, 'user:default/ann'),
      ).rejects.toThrow('OWN-2026-001 is withdrawn already');
      await ownAdvisories.update(written.id, CONTENT, 'user:default/ann');
      await run();
      expect(await findings()).toHaveLength(3);
      expect(
        await ownAdvisories.create(CONTENT, 'user:default/ann'),
      ).toMatchObject({ id: 'OWN-2026-002' });
    });

    it('may name a component, by name or package URL', async () => {
      const world = await setUp(id);
      await fleet(world);
      const { database, ownAdvisories, run, preview, findings } = world;
      const sets = ComponentSetStore.create({ pace: world.pace });
      const components = ['0.9.6', '0.11.0'].map(version => ({
        identity: version,
        name: 'libssh',
        version,
        purl: `pkg:generic/libssh@${version}`,
        licences: [],
        hashes: [],
      }));
      for (const [index, component] of components.entries()) {
        const setId = await sets.create(database, {
          contentHash: component.version,
          specVersion: '1.5',
          componentCount: 1,
          at: SEEDED_AT,
        });
        await sets.add(database, setId, [component]);
        await ComponentSourceStore.create({ database }).save(database, {
          kind: 'file',
          location: `/sboms/${component.version}`,
          fileHash: component.version,
          setId,
          readAt: SEEDED_AT,
        });
        await database('devices')
          .where({ entity_ref: `resource:default/${index === 0 ? 'a' : 'b'}` })
          .update({ sbom: `/sboms/${component.version}` });
      }
      await run();
      for (const products of [
        [{ component: 'LibSSH', range: '< 0.11.0' }],
        [{ purl: 'pkg:generic/libssh', range: '< 0.11.0' }],
      ]) {
        const content: OwnAdvisoryContent = {
          title: 'libssh lets anybody in',
          products,
          severity: 'high',
          remediation: {
            category: 'mitigation',
            details: 'Close port 22',
          },
        };
        expect(await preview(content)).toMatchObject({
          deviceCount: 1,
          devices: [{ entityRef: 'resource:default/a', status: 'affected' }],
        });
        const { id: written } = await ownAdvisories.create(content, 'ann');
        await run();
        expect(await findings()).toMatchObject([
          {
            deviceRef: 'resource:default/a',
            cve: written,
            cvss: { baseScore: 8, severity: 'HIGH' },
            remediation: { details: 'Close port 22' },
            evidence: [{ component: { name: 'libssh', version: '0.9.6' } }],
          },
        ]);
        await ownAdvisories.withdraw(written, 'ann');
        await run();
        expect(await findings()).toEqual([]);
      }
    });
  },
);

describe('a hand-written advisory', () => {
  const own = OwnAdvisories.create({
    database: (() => undefined) as never,
    clock: { now: () => new Date(SEEDED_AT), pinned: true },
    pace: HostPace.create({ share: 1 }),
  });
  const product = { vendor: 'Acme', model: 'Gateway' };
  it.each<[Partial<OwnAdvisoryContent>, RegExp]>([
    [{ title: ' ' }, /^title: is empty/],
    [{ products: [{}] }, /products\[0\]: names neither/],
    [{ products: [{ vendor: 'Acme' }] }, /products\[0\]: names neither/],
    [
      { products: [product, { ...product, component: 'libssh' }] },
      /products\[1\]: names a device and a component/,
    ],
    [{ products: [{ component: '--' }] }, /products\[0\]\.component: "--"/],
    [{ products: [{ purl: 'libssh' }] }, /products\[0\]\.purl: "libssh"/],
    [
      { products: [{ ...product, range: 'about three or so' }] },
      /products\[0\]\.range: "about three or so"/,
    ],
    [{ cvssVector: 'CVSS:3.1/AV:Q' }, /cvssVector: "CVSS:3.1\/AV:Q"/],
    [
      {
        remediation: {
          category: 'vendor_fix',
          details: 'x',
          date: '2026-02-30',
        },
      },
      /remediation\.date: "2026-02-30"/,
    ],
    [
      {
        remediation: {
          category: 'vendor_fix',
          details: 'x',
          url: 'data:text/html,1',
        },
      },
      /remediation\.url: "data:text/,
    ],
  ])('of %j is refused', (changes, message) => {
    expect(() =>
      own.read({ title: 'x', products: [product], ...changes }),
    ).toThrow(message);
  });
});

describe('routes of hand-written advisories', () => {
  const start = async (
    result: AuthorizeResult.ALLOW | AuthorizeResult.DENY,
  ) => {
    const matchSoon = jest.fn(async () => undefined);
    const create = jest.fn(async () => ({ id: 'OWN-2026-001' }));
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const router = await createRouter({
      access: DeviceAccess.create({
        permissions: mockServices.permissions({ result }),
        permissionsRegistry: mockServices.permissionsRegistry.mock(),
      }),
      auditor,
      httpAuth: mockServices.httpAuth(),
      matchSoon,
      ownAdvisories: { create },
    } as unknown as Parameters<typeof createRouter>[0]);
    const app = express()
      .use(express.json())
      .use(router)
      .use(mockErrorHandler());
    return { app, event, matchSoon, create };
  };

  it('store, tell the auditor, and match soon', async () => {
    const { app, event, matchSoon, create } = await start(
      AuthorizeResult.ALLOW,
    );
    const answer = await request(app).post('/advisories/own').send(CONTENT);
    expect([answer.status, answer.body]).toEqual([201, { id: 'OWN-2026-001' }]);
    expect(create).toHaveBeenCalledWith(CONTENT, expect.any(String));
    expect(event.success).toHaveBeenCalled();
    expect(matchSoon).toHaveBeenCalled();
  });

  it('refuse who may not manage, and what is no advisory', async () => {
    const { app, event, create } = await start(AuthorizeResult.DENY);
    const path = '/advisories/own';
    expect((await request(app).post(path).send(CONTENT)).status).toBe(403);
    expect(event.fail).toHaveBeenCalled();
    expect(
      (await request(app).post(`${path}/preview`).send(CONTENT)).status,
    ).toBe(403);
    expect((await request(app).get(path)).status).toBe(403);
    expect((await request(app).post(path).send({ title: 'x' })).status).toBe(
      400,
    );
    expect(create).not.toHaveBeenCalled();
  });
});
