import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { Outbox } from '../delivery/Outbox';
import { aDatabase } from './__testUtils__/aDatabase';
import { thresholdDetect } from './__testUtils__/thresholdDetect';
import { createTelemetryRouter } from './createTelemetryRouter';
import { readTelemetrySettings } from './readTelemetrySettings';
import { TelemetryIngest } from './TelemetryIngest';

jest.setTimeout(60_000);

const PLC = 'resource:default/plc';
const NOW = new Date('2026-11-21T12:00:00.000Z');
const clock = { now: () => NOW, pinned: true };

describe('POST /telemetry', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let database: Knex;
  let audited: object[];

  beforeEach(async () => {
    audited = [];
    database = await aDatabase({
      databases,
      id: 'SQLITE_3',
      devices: [{ ref: PLC }],
    });
  });

  function app(
    options: {
      limits?: object;
      result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    } = {},
  ) {
    const ingest = TelemetryIngest.create({
      database,
      outbox: Outbox.create({
        eventSinkIds: () => ['siem'],
        ticketSinkIds: () => [],
        clock,
      }),
      clock,
      logger: mockServices.logger.mock(),
      settings: readTelemetrySettings(
        new ConfigReader({ patchRisk: { telemetry: options.limits ?? {} } }),
      ),
      detect: thresholdDetect,
    });
    return express()
      .use(
        createTelemetryRouter({
          auditor: mockServices.auditor.mock({
            createEvent: async ({ eventId }) => ({
              success: async ({ meta } = {}) => {
                audited.push({ eventId, meta });
              },
              fail: async ({ error }) => {
                audited.push({ eventId, error: error.name });
              },
            }),
          }),
          database,
          httpAuth: mockServices.httpAuth(),
          ingest,
          permissions: mockServices.permissions.mock({
            authorize: async () => [
              { result: options.result ?? AuthorizeResult.ALLOW },
            ],
          }),
        }),
      )
      .use(mockErrorHandler());
  }

  function line(minute: number, value: unknown = 100, changes: object = {}) {
    return JSON.stringify({
      device: PLC,
      metric: 'bytes',
      at: new Date(
        Date.parse('2026-11-20T10:00:00Z') + minute * 60_000,
      ).toISOString(),
      value,
      ...changes,
    });
  }

  function post(body: string, options: Parameters<typeof app>[0] = {}) {
    return request(app(options))
      .post('/telemetry')
      .set('content-type', 'application/x-ndjson')
      .send(body);
  }

  it('refuses each bad line with field, value, reason and remedy, and takes the rest', async () => {
    const body = [
      line(0),
      'not json {',
      '[1]',
      '',
      line(1, '12'),
      line(1, null),
      line(1, 1e300),
      line(2, 100, { at: '2026-11-20 10:00' }),
      line(2, 100, { at: '2026-02-30T10:00:00Z' }),
      line(2, 100, { at: '2026-11-21T12:06:00Z' }),
      line(2, 100, { metric: '' }),
      line(2, 100, { metric: 'a\u0000b' }),
      line(2, 100, { metric: 'm'.repeat(201) }),
      line(2, 100, { device: 7 }),
      line(2, 100, { device: 'resource:default/other' }),
      line(2, 100, { filler: 'x'.repeat(5_000) }),
      `${line(3, 100, { device: 'Resource:Default/PLC' })}\r`,
      line(4, 100, { at: '2026-11-20T11:04:00.5+01:00' }),
    ].join('\n');
    const response = await post(body);
    expect(response.status).toBe(200);
    expect(response.body.accepted).toBe(3);
    expect(
      response.body.refused.map(
        (refusal: { line: number; field?: string; value?: string }) => [
          refusal.line,
          refusal.field,
          refusal.value?.slice(0, 24),
        ],
      ),
    ).toEqual([
      [2, undefined, 'not json {'],
      [3, undefined, '[1]'],
      [5, 'value', '12'],
      [6, 'value', 'null'],
      [7, 'value', '1e+300'],
      [8, 'at', '2026-11-20 10:00'],
      [9, 'at', '2026-02-30T10:00:00Z'],
      [10, 'at', '2026-11-21T12:06:00Z'],
      [11, 'metric', ''],
      [12, 'metric', 'a\uFFFDb'],
      [13, 'metric', 'm'.repeat(24)],
      [14, 'device', '7'],
      [15, 'device', 'resource:default/other'],
      [16, undefined, undefined],
    ]);
    for (const refusal of response.body.refused) {
      expect(refusal.reason).toMatch(/\w{3,}/);
      expect(refusal.remedy).toMatch(/\w{3,}/);
    }
  });

  it('takes points as a JSON document, and refuses any other body', async () => {
    const points = [JSON.parse(line(0)), { device: PLC }, JSON.parse(line(1))];
    const send = (type: string, body: string) =>
      request(app()).post('/telemetry').set('content-type', type).send(body);
    const taken = await send('application/json', JSON.stringify({ points }));
    expect(taken.body).toMatchObject({
      accepted: 2,
      refused: [{ line: 2, field: 'metric' }],
    });
    for (const body of ['{"points": 7}', '[]', 'null', '{"points": [']) {
      const refused = await send('application/json', body);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toMatch(/points/);
    }
    expect((await send('text/plain', line(2))).status).toBe(415);
    const zipped = await request(app())
      .post('/telemetry')
      .set('content-type', 'application/x-ndjson')
      .set('content-encoding', 'gzip')
      .send(line(2));
    expect(zipped.status).toBe(415);
  });

  it('knows a batch by its key or its content, for one sender only', async () => {
    const body = [line(0), line(1)].join('\n');
    const first = await post(body);
    expect(first.body).toMatchObject({ accepted: 2, duplicate: false });
    expect((await post(body)).body).toEqual({ ...first.body, duplicate: true });

    const other = await post(body).set(
      'authorization',
      mockCredentials.user.header('user:default/somebody-else'),
    );
    expect(other.body).toMatchObject({ accepted: 0, duplicate: false });

    const keyed = await post(line(2)).set('idempotency-key', 'k');
    const again = await post(line(2)).set('idempotency-key', 'k');
    expect(again.body).toEqual({ ...keyed.body, duplicate: true });
    const misused = await post(line(3)).set('idempotency-key', 'k');
    expect(misused.status).toBe(409);
    const long = await post(line(3)).set('idempotency-key', 'k'.repeat(201));
    expect(long.status).toBe(400);
  });

  it('lets nobody in without credentials or permission, and tells a stranger nothing of devices', async () => {
    const anonymous = await post(line(0)).set(
      'authorization',
      mockCredentials.none.header(),
    );
    expect(anonymous.status).toBe(401);
    const denied = await post(line(0), { result: AuthorizeResult.DENY });
    expect(denied.status).toBe(403);
    const unknown = await post(line(0, 1, { device: 'resource:default/x' }), {
      result: AuthorizeResult.DENY,
    });
    expect(unknown.body.error).toEqual(denied.body.error);
    expect(await database('telemetry_batches')).toEqual([]);
  });

  it('audits what it took and what it refused', async () => {
    await post(`${line(0)}\n${line(1, 'x')}\n`).expect(200);
    await post(line(2), { result: AuthorizeResult.DENY }).expect(403);
    expect(audited).toEqual([
      {
        eventId: 'telemetry-receive',
        meta: expect.objectContaining({
          accepted: 1,
          refused: 1,
          duplicate: false,
        }),
      },
      { eventId: 'telemetry-receive', error: 'NotAllowedError' },
    ]);
  });

  it('stops reading past its limits and keeps nothing of the batch', async () => {
    const tooManyLines = await post(
      Array.from({ length: 12 }, (_, index) => line(index)).join('\n'),
      { limits: { maxLines: 10 } },
    );
    expect(tooManyLines.status).toBe(413);
    expect(tooManyLines.body.error.message).toMatch(/more than 10 points/);
    const tooManyBytes = await post(
      Array.from({ length: 40 }, (_, index) => line(index)).join('\n'),
      { limits: { maxBatchBytes: 2_000 } },
    );
    expect(tooManyBytes.status).toBe(413);
    expect(tooManyBytes.headers.connection).toBe('close');
    const document = await request(app({ limits: { maxBatchBytes: 2_000 } }))
      .post('/telemetry')
      .send({ points: Array(50).fill(JSON.parse(line(0))) });
    expect(document.status).toBe(413);
    expect(await database('detector_states')).toEqual([]);
  });

  it('asks to wait while too many events are not delivered', async () => {
    const limits = { maxBacklog: 2, retryAfter: { seconds: 45 } };
    const episodes = [0, 1, 2].map(index =>
      line(0, 300, { metric: `m${index}` }),
    );
    expect((await post(episodes.join('\n'), { limits })).status).toBe(200);
    const refused = await post(line(1), { limits });
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('45');
    await database('outbox').update({ state: 'delivered' });
    expect((await post(line(1), { limits })).status).toBe(200);
  });

  it.each([
    [{ maxLines: 0 }, /telemetry\.maxLines: 0 is not a whole number/],
    [{ maxBatchBytes: 'many' }, /telemetry\.maxBatchBytes: "many"/],
    [{ retryAfter: 'soon' }, /telemetry\.retryAfter: "soon" is not a duration/],
    [{ batchRetention: { days: 0 } }, /telemetry\.batchRetention: /],
  ])('refuses the configuration %j', (telemetry, message) => {
    expect(() =>
      readTelemetrySettings(new ConfigReader({ patchRisk: { telemetry } })),
    ).toThrow(message);
  });
});
