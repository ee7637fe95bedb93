import type {
  AuditorService,
  AuditorServiceEvent,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  patchRiskOperationsManagePermission,
  patchRiskOperationsReadPermission,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request } from 'express';
import type { AdvisoryPreview } from '../advisories/AdvisoryPreview';
import type { OwnAdvisories } from '../advisories/OwnAdvisories';
import type { Clock } from '../clock/Clock';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { createOpenApiRouter } from '../schema/openapi/generated';

/** What the routes of hand-written advisories work with. */
export interface AdvisoryRouteOptions {
  access: DeviceAccess;
  advisoryPreview: AdvisoryPreview;
  auditor: AuditorService;
  clock: Clock;
  httpAuth: HttpAuthService;
  /** Brings findings and tasks in line with the advisories as soon as it can. */
  matchSoon: () => Promise<void>;
  ownAdvisories: OwnAdvisories;
}

const DEFAULT_PAGE = 50;

function nameOf({ principal }: BackstageCredentials): string {
  const known = principal as { userEntityRef?: string; subject?: string };
  return known.userEntityRef ?? known.subject ?? 'unknown';
}

/** Routes of advisories that people write. */
export function addAdvisoryRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: AdvisoryRouteOptions,
): void {
  const { access, advisoryPreview, auditor, clock, httpAuth } = options;
  const { matchSoon, ownAdvisories } = options;

  /** Work of a person who may manage, told to the auditor. */
  async function audited<T>(
    request: unknown,
    eventId: string,
    work: (by: string, credentials: BackstageCredentials) => Promise<T>,
  ): Promise<T> {
    const asked = request as Request;
    const event: AuditorServiceEvent = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request: asked,
      meta: { advisoryId: asked.params.advisoryId },
    });
    try {
      const credentials = await httpAuth.credentials(asked);
      await access.require(credentials, patchRiskOperationsManagePermission);
      const result = await work(nameOf(credentials), credentials);
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }

  router.get('/advisories/own', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    const { limit, cursor } = request.query;
    const { items, nextCursor } = await ownAdvisories.list({
      limit: limit ?? DEFAULT_PAGE,
      cursor,
    });
    response.json({ items, pageInfo: { nextCursor } });
  });

  router.post('/advisories/own', async (request, response) => {
    const advisory = await audited(request, 'advisory-create', by =>
      ownAdvisories.create(request.body, by),
    );
    await matchSoon();
    response.status(201).json(advisory);
  });

  router.post('/advisories/own/preview', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsManagePermission);
    const visible = await access.visibleDevices(credentials);
    response.json(
      await advisoryPreview.of(ownAdvisories.read(request.body), {
        visible,
        today: clock.now().toISOString().slice(0, 10),
      }),
    );
  });

  router.get('/advisories/own/:advisoryId', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    response.json(await ownAdvisories.get(request.params.advisoryId));
  });

  router.put('/advisories/own/:advisoryId', async (request, response) => {
    const advisory = await audited(request, 'advisory-change', by =>
      ownAdvisories.update(request.params.advisoryId, request.body, by),
    );
    await matchSoon();
    response.json(advisory);
  });

  router.delete('/advisories/own/:advisoryId', async (request, response) => {
    const advisory = await audited(request, 'advisory-withdraw', by =>
      ownAdvisories.withdraw(request.params.advisoryId, by),
    );
    await matchSoon();
    response.json(advisory);
  });
}
