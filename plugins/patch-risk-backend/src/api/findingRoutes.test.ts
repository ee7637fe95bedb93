import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import type { DeviceFilter } from '../database/DeviceFilter';
import type { SignalIntake } from '../hygiene/SignalIntake';
import { DeviceAccess } from '../permissions/DeviceAccess';
import { createOpenApiRouter } from '../schema/openapi/generated';
import { addFindingRoutes } from './addFindingRoutes';
import type { AuthorizedReads } from './AuthorizedReads';
import { AuthorizedSuppressions } from './AuthorizedSuppressions';

jest.setTimeout(60_000);

const body = { reason: 'Behind the data diode', expiresOn: '2027-01-31' };

/** A caller who sees the finding `f1` and may set findings aside where `allowed` says so; undefined means everywhere. */
async function start(
  options: { allowed?: DeviceFilter | 'none'; held?: 'finding' | 'model' } = {},
) {
  const suppressor = {
    suppress: jest.fn(async () => ({ findingCount: 1 })),
    unsuppress: jest.fn(async () => ({ findingCount: 1 })),
    scopeOf: jest.fn(async () => options.held),
  };
  const reads = {
    visibleFinding: async (_credentials: unknown, id: string) => {
      if (id !== 'f1') throw new NotFoundError(`There is no finding ${id}`);
      return { id, deviceRef: 'resource:default/plc' };
    },
    findingHistory: async () => [],
  } as unknown as AuthorizedReads;
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const matchSoon = jest.fn(async () => {});
  const receive = jest.fn(async () => ({}));
  const router = await createOpenApiRouter();
  addFindingRoutes(router, {
    access: DeviceAccess.create({
      permissions: mockServices.permissions({
        result:
          options.allowed === 'none'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
    }),
    auditor,
    httpAuth: mockServices.httpAuth(),
    matchSoon,
    reads,
    signals: { receive } as unknown as SignalIntake,
    suppressions: AuthorizedSuppressions.create({
      access: {
        suppressibleDevices: async () => {
          if (options.allowed === 'none') throw new NotAllowedError('No');
          return options.allowed;
        },
      } as unknown as DeviceAccess,
      lists: {
        contains: async ({ visible }: { visible: { values: string[] } }) =>
          visible.values.includes('mine'),
      } as never,
      reads,
      suppressor: suppressor as never,
    }),
  });
  const app = express().use(router).use(mockErrorHandler());
  return { app, auditor, event, matchSoon, receive, suppressor };
}

const mine: DeviceFilter = { attribute: 'owner_ref', values: ['mine'] };
const foreign: DeviceFilter = { attribute: 'owner_ref', values: ['other'] };

describe('routes of findings', () => {
  it('set aside and open again, with audit events, and ask for scores and tasks to follow', async () => {
    const { app, auditor, event, matchSoon, suppressor } = await start({
      allowed: mine,
    });
    const done = await request(app).post('/findings/f1/suppression').send(body);
    expect(done.status).toBe(200);
    expect(suppressor.suppress).toHaveBeenCalledWith({
      ...body,
      findingId: 'f1',
      scope: 'finding',
      who: 'user:default/mock',
    });
    const undone = await request(app).delete('/findings/f1/suppression');
    expect(undone.status).toBe(200);
    expect(
      auditor.createEvent.mock.calls.map(([each]) => each.eventId),
    ).toEqual(['finding-suppress', 'finding-unsuppress']);
    expect(event.success).toHaveBeenCalledTimes(2);
    expect(matchSoon).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['no permission', { allowed: 'none' as const }, {}],
    ['another device', { allowed: foreign }, {}],
    ['a model with a condition', { allowed: mine }, { scope: 'model' }],
  ])('refuse %s, and record the attempt', async (_name, options, more) => {
    const { app, event, matchSoon, suppressor } = await start(options);
    const refused = await request(app)
      .post('/findings/f1/suppression')
      .send({ ...body, ...more });
    expect(refused.status).toBe(403);
    expect(suppressor.suppress).not.toHaveBeenCalled();
    expect(matchSoon).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it('refuse to take a decision about a model back with a condition', async () => {
    const { app, suppressor } = await start({ allowed: mine, held: 'model' });
    const refused = await request(app).delete('/findings/f1/suppression');
    expect(refused.status).toBe(403);
    expect(suppressor.unsuppress).not.toHaveBeenCalled();
  });

  it.each([{}, { ...body, reason: '' }, { ...body, scope: 'world' }])(
    'refuse the body %j',
    async wrong => {
      const { app, suppressor } = await start();
      const refused = await request(app)
        .post('/findings/f1/suppression')
        .send(wrong);
      expect(refused.status).toBe(400);
      expect(suppressor.suppress).not.toHaveBeenCalled();
    },
  );

  it('tell of no finding that the caller may not see', async () => {
    const { app } = await start();
    expect(
      (await request(app).post('/findings/f2/suppression').send(body)).status,
    ).toBe(404);
  });

  it('take signals with permission only', async () => {
    const signals = {
      source: 'nessus',
      signals: [
        {
          id: '1',
          device: 'resource:default/plc',
          kind: 'default-password',
          state: 'present',
        },
      ],
    };
    const { app, receive } = await start();
    expect((await request(app).post('/signals').send(signals)).status).toBe(
      200,
    );
    expect(receive).toHaveBeenCalledWith(signals);
    const stranger = await start({ allowed: 'none' });
    expect(
      (await request(stranger.app).post('/signals').send(signals)).status,
    ).toBe(403);
    expect(stranger.receive).not.toHaveBeenCalled();
  });
});
