import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { patchRiskSignalWritePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request } from 'express';
import type { SignalIntake } from '../hygiene/SignalIntake';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { createOpenApiRouter } from '../schema/openapi/generated';
import type { AuthorizedReads } from './AuthorizedReads';
import type { AuthorizedSuppressions } from './AuthorizedSuppressions';

/** What the routes of single findings and of signals need. */
export interface FindingRouteOptions {
  access: DeviceAccess;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  reads: AuthorizedReads;
  /** Has scores and tasks follow as soon as they can. */
  matchSoon: () => Promise<void>;
  signals: SignalIntake;
  suppressions: AuthorizedSuppressions;
}

/** Who it is, as decisions name them. */
function nameOf(credentials: BackstageCredentials): string {
  const { principal } = credentials as BackstageCredentials<{
    userEntityRef?: string;
    subject?: string;
  }>;
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}

/** Routes of single findings, and the one that takes signals. */
export function addFindingRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: FindingRouteOptions,
): void {
  const { access, auditor, httpAuth, reads, signals, suppressions } = options;

  /** Runs what changes something with an audit event; a refused attempt is recorded as failed. */
  async function audited<T>(
    event: { eventId: string; request: unknown; meta: Record<string, string> },
    work: () => Promise<T>,
  ): Promise<T> {
    const audit = await auditor.createEvent({
      eventId: event.eventId,
      severityLevel: 'medium',
      // The typed request of the router is a request.
      request: event.request as Request,
      meta: event.meta,
    });
    try {
      const result = await work();
      await audit.success();
      return result;
    } catch (error) {
      await audit.fail({ error: toError(error) });
      throw error;
    }
  }

  router.get('/findings/:findingId/history', async (request, response) => {
    response.json({
      items: await reads.findingHistory(
        await httpAuth.credentials(request),
        request.params.findingId,
      ),
    });
  });

  router.post('/findings/:findingId/suppression', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { findingId } = request.params;
    const { expiresOn, reason, scope = 'finding' } = request.body;
    const result = await audited(
      {
        eventId: 'finding-suppress',
        request,
        meta: { findingId, scope, reason, expiresOn },
      },
      () =>
        suppressions.suppress(credentials, {
          findingId,
          reason,
          expiresOn,
          scope,
          who: nameOf(credentials),
        }),
    );
    await options.matchSoon();
    response.json(result);
  });

  router.delete(
    '/findings/:findingId/suppression',
    async (request, response) => {
      const credentials = await httpAuth.credentials(request);
      const { findingId } = request.params;
      const result = await audited(
        { eventId: 'finding-unsuppress', request, meta: { findingId } },
        () =>
          suppressions.unsuppress(credentials, {
            findingId,
            who: nameOf(credentials),
          }),
      );
      await options.matchSoon();
      response.json(result);
    },
  );

  router.post('/signals', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { source } = request.body;
    response.json(
      await audited(
        { eventId: 'signal-receive', request, meta: { source } },
        async () => {
          await access.require(credentials, patchRiskSignalWritePermission);
          return signals.receive(request.body);
        },
      ),
    );
  });
}
