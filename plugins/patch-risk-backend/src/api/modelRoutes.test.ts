import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import type { DriftWatch } from '../governance/DriftWatch';
import type { ModelGovernor } from '../governance/ModelGovernor';
import { DeviceAccess } from '../permissions/DeviceAccess';
import { createRouter } from './createRouter';

const version = {
  family: 'exploit',
  version: '2.0.0',
  state: 'live' as const,
  newestTrainingDay: '2026-08-20',
  reason: 'better',
  decidedAt: '2026-11-21T12:00:00.000Z',
  isShipped: false,
};

const drift = {
  model: 'fix' as const,
  version: '1.0.0',
  state: 'steady' as const,
  reason: 'as before',
  measuredAt: '2026-11-21T12:00:00.000Z',
  changedAt: '2026-11-20T12:00:00.000Z',
  movedCount: 0,
  movedInputs: [],
};

async function start(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const models = {
    list: jest.fn(async () => [version]),
    rollBack: jest.fn(async () => version),
  };
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
    models: models as Partial<ModelGovernor> as ModelGovernor,
    drift: { list: async () => [drift] } as Partial<DriftWatch> as DriftWatch,
    // The routes of models use none of the rest.
    ...({} as Omit<
      Parameters<typeof createRouter>[0],
      'access' | 'auditor' | 'drift' | 'httpAuth' | 'models'
    >),
  });
  const app = express().use(router).use(mockErrorHandler());
  return { app, auditor, event, models };
}

describe('routes of models', () => {
  it('lists versions and takes the live one back, with an audit event', async () => {
    const { app, auditor, event, models } = await start();
    const list = await request(app).get('/models');
    expect(list.body).toEqual({ items: [version], drift: [drift] });
    const back = await request(app)
      .post('/models/rollback')
      .send({ reason: 'too many alarms' });
    expect(back.status).toBe(200);
    expect(back.body).toEqual(version);
    expect(models.rollBack).toHaveBeenCalledWith({ reason: 'too many alarms' });
    await request(app)
      .post('/models/rollback')
      .send({ reason: 'too sure', family: 'fix-ot' });
    expect(models.rollBack).toHaveBeenLastCalledWith({
      reason: 'too sure',
      family: 'fix-ot',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'model-rollback',
        meta: { reason: 'too many alarms' },
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(2);
  });

  it('refuses who may not, and records the attempt', async () => {
    const { app, event, models } = await start(AuthorizeResult.DENY);
    expect((await request(app).get('/models')).status).toBe(403);
    const back = await request(app)
      .post('/models/rollback')
      .send({ reason: 'mine' });
    expect(back.status).toBe(403);
    expect(models.rollBack).not.toHaveBeenCalled();
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it.each([
    {},
    { reason: '' },
    { reason: 7 },
    { reason: 'x'.repeat(501) },
    { reason: 'mine', family: 'fix' },
  ])('refuses the body %j', async body => {
    const { app, models } = await start();
    const back = await request(app).post('/models/rollback').send(body);
    expect(back.status).toBe(400);
    expect(models.rollBack).not.toHaveBeenCalled();
  });
});
