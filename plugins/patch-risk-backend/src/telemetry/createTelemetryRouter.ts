import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, toError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { patchRiskTelemetryWritePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Knex } from 'knex';
import { batchIdOf } from './batchIdOf';
import { BatchTooLargeError } from './BatchTooLargeError';
import { readBatch } from './readBatch';
import { TelemetryGate } from './TelemetryGate';
import type { TelemetryIngest } from './TelemetryIngest';
import { TooBusyError } from './TooBusyError';
import { UnsupportedBodyError } from './UnsupportedBodyError';

function formatOf(request: Request): 'ndjson' | 'json' {
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new UnsupportedBodyError(
      `Content-Encoding: ${JSON.stringify(
        encoding.slice(0, 100),
      )} is not supported; send the body as it is`,
    );
  }
  if (request.is('application/x-ndjson') || request.is('application/ndjson')) {
    return 'ndjson';
  }
  if (request.is('application/json')) {
    return 'json';
  }
  throw new UnsupportedBodyError(
    `Content-Type: ${JSON.stringify(
      (request.header('content-type') ?? '').slice(0, 100),
    )} is not supported; use application/x-ndjson, or application/json with {"points": []}`,
  );
}

function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.header('idempotency-key');
  if (key !== undefined && (key === '' || key.length > 200)) {
    throw new InputError(
      `Idempotency-Key: has ${key.length} characters; use 1 to 200, or leave it out`,
    );
  }
  return key;
}

/**
 * `POST /telemetry`: reads the body as a stream, so it stands before anything that parses bodies. Answers after the
 * commit.
 */
export function createTelemetryRouter(options: {
  auditor: AuditorService;
  database: Knex;
  httpAuth: HttpAuthService;
  ingest: TelemetryIngest;
  permissions: PermissionsService;
}): Router {
  const { auditor, database, httpAuth, ingest, permissions } = options;
  const { settings } = ingest;
  const gate = TelemetryGate.create({ database, settings });
  const router = PromiseRouter();

  async function senderOf(request: Request): Promise<string> {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [decision] = await permissions.authorize(
      [{ permission: patchRiskTelemetryWritePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You need the permission ${patchRiskTelemetryWritePermission.name}`,
      );
    }
    const { principal } = credentials;
    return principal.type === 'user'
      ? principal.userEntityRef
      : principal.subject;
  }

  router.post('/telemetry', async (request, response) => {
    const event = await auditor.createEvent({
      eventId: 'telemetry-receive',
      severityLevel: 'low',
      request,
    });
    try {
      const sender = await senderOf(request);
      const format = formatOf(request);
      const idempotencyKey = idempotencyKeyOf(request);
      const receipt = await gate.pass(async () => {
        const batch = await readBatch({
          // A batch that is refused half-way still gets its answer.
          body: request.iterator({ destroyOnReturn: false }),
          format,
          limits: settings,
          latest: ingest.latestInstant(),
        });
        return await ingest.ingest({
          batch,
          batchId: batchIdOf({
            sender,
            idempotencyKey,
            contentHash: batch.contentHash,
          }),
        });
      });
      await event.success({
        meta: {
          batchId: receipt.batchId,
          accepted: receipt.accepted,
          refused: receipt.refused.length,
          duplicate: receipt.duplicate,
        },
      });
      response.json(receipt);
    } catch (error) {
      await event.fail({ error: toError(error) });
      if (error instanceof TooBusyError) {
        response.setHeader('Retry-After', String(error.retryAfterSeconds));
      }
      if (
        error instanceof TooBusyError ||
        error instanceof BatchTooLargeError
      ) {
        // The rest of the body is not read.
        response.setHeader('Connection', 'close');
      }
      throw error;
    }
  });

  return router;
}
