import { resolve } from 'node:path';
import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { defaultScoreTables } from '@patch-risk/model';
import express from 'express';
import request from 'supertest';
import { addDeviceStateRoutes } from '../api/addDeviceStateRoutes';
import { DeviceGate } from '../api/DeviceGate';
import { DeviceListStore } from '../database/DeviceListStore';
import { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { DeviceAccess } from '../permissions/DeviceAccess';
import { ReachReads } from '../reach/ReachReads';
import { createOpenApiRouter } from '../schema/openapi/generated';
import type { WorkerPool } from '../workers/WorkerPool';
import { compareConfigurations } from './compareConfigurations';
import { ConfigurationKeeper } from './ConfigurationKeeper';
import { createConfigurationRouter } from './createConfigurationRouter';
import { maskConfiguration } from './maskConfiguration';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const NOW = '2026-01-20T12:00:00.000Z';
const PUT = '/configuration/resource/default/plc';
const GET = '/devices/resource/default/plc/configuration';

async function start(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const database = await databases.init('SQLITE_3');
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await database('devices').insert({
    entity_ref: 'resource:default/plc',
    uid: 'plc',
    etag: '1',
    title: 'PLC',
    fields: JSON.stringify({
      addresses: { ip: [], mac: [], hostname: [] },
      changeWindows: [],
      compensatingControls: [],
    }),
    problems: '[]',
    first_seen_at: NOW,
    last_seen_at: NOW,
    changed_at: NOW,
  });
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const access = DeviceAccess.create({
    permissions: mockServices.permissions({ result }),
    permissionsRegistry: mockServices.permissionsRegistry.mock(),
  });
  const options = {
    access,
    auditor,
    httpAuth: mockServices.httpAuth(),
    gate: DeviceGate.create({
      access,
      lists: DeviceListStore.create({ database }),
    }),
    reach: ReachReads.create({ database }),
    configurations: ConfigurationKeeper.create({
      settings: { maxBytes: 4_194_304, keepSnapshots: 5, mask: [], ignore: [] },
      database,
      hygiene: HygieneStore.create({
        outcomes: OutcomeEventStore.create({ database }),
        tables: defaultScoreTables,
      }),
      clock: { now: () => new Date(NOW), pinned: true },
      // The tasks themselves, without the threads.
      workers: {
        run: async (name: string, input: never) =>
          name === 'mask-configuration'
            ? maskConfiguration(input)
            : compareConfigurations(input),
      } as Pick<WorkerPool, 'run'>,
    }),
  };
  const router = await createOpenApiRouter();
  addDeviceStateRoutes(router, options);
  const app = express()
    .use(createConfigurationRouter(options))
    .use(router)
    .use(mockErrorHandler());
  return { app, auditor, event };
}

describe('routes of configurations', () => {
  it('takes a configuration, shows and approves it, and takes that back', async () => {
    const { app, auditor, event } = await start();
    const sent = await request(app)
      .put(PUT)
      .set('content-type', 'text/plain')
      .set('authorization', mockCredentials.service.header())
      .send('hostname plc\nenable password Winter2026\n');
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ isNew: true, maskedCount: 1 });
    const view = await request(app).get(GET);
    expect(view.body).toMatchObject({
      canApprove: true,
      snapshots: [{ id: sent.body.snapshotId, isBaseline: false }],
    });
    const approved = await request(app)
      .post(`${GET}/baseline`)
      .send({ snapshotId: sent.body.snapshotId, reason: 'as built' });
    expect(approved.body.baseline).toMatchObject({
      approvedBy: 'user:default/mock',
      reason: 'as built',
    });
    await request(app)
      .put(PUT)
      .set('content-type', 'application/json')
      .send('{"password":"Winter2026","hostname":"plc"}');
    const difference = await request(app).get(`${GET}/difference`);
    expect(difference.body.hunks).toHaveLength(1);
    expect(JSON.stringify(difference.body)).not.toContain('Winter2026');
    const undone = await request(app)
      .post(`${GET}/baseline/undo`)
      .send({ reason: 'wrong' });
    expect(undone.body.baseline).toBeUndefined();
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual([
      'configuration-receive',
      'configuration-approve',
      'configuration-receive',
      'configuration-approval-undo',
    ]);
    expect(event.success).toHaveBeenCalledTimes(4);
    const reach = await request(app).get('/devices/resource/default/plc/reach');
    expect(reach.body).toMatchObject({ flows: [], reachableFindings: [] });
  });

  it.each([
    ['50 MB', 'text/plain', Buffer.alloc(50_000_000, 'x\n'), 413, 'maxBytes'],
    ['binary', 'text/plain', Buffer.from([1, 0, 2]), 400, 'not text in UTF-8'],
    ['broken', 'application/json', '{"password":"Hunter2', 400, 'no JSON'],
    ['an image', 'image/png', 'x', 415, 'text/plain'],
  ])('refuses %s and says why', async (_, type, body, status, reason) => {
    const { app, event } = await start();
    const answer = await request(app)
      .put(PUT)
      .set('content-type', type)
      .send(body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(reason);
    expect(JSON.stringify(answer.body)).not.toContain('Hunter2');
    expect(JSON.stringify(event.fail.mock.calls)).not.toContain('Hunter2');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it('refuses who may not, and records the attempt', async () => {
    const { app, event } = await start(AuthorizeResult.DENY);
    const put = await request(app)
      .put(PUT)
      .set('content-type', 'text/plain')
      .send('x');
    const approve = await request(app)
      .post(`${GET}/baseline`)
      .send({ snapshotId: '1', reason: 'mine' });
    const statuses = [put, approve, await request(app).get(GET)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([403, 403, 403]);
    expect(event.fail).toHaveBeenCalledTimes(2);
  });
});
