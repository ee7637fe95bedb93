import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  patchRiskOperationsManagePermission,
  patchRiskOperationsReadPermission,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Clock } from '../clock/Clock';
import type { OutboxStore } from '../database/OutboxStore';
import { addDiscoveryRoutes } from '../discovery/addDiscoveryRoutes';
import type { Discovery } from '../discovery/Discovery';
import type { FeedRefresher } from '../feeds/FeedRefresher';
import type { DriftWatch } from '../governance/DriftWatch';
import type { ModelGovernor } from '../governance/ModelGovernor';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import { createOpenApiRouter } from '../schema/openapi/generated';
import {
  addAdvisoryRoutes,
  type AdvisoryRouteOptions,
} from './addAdvisoryRoutes';
import {
  addComponentRoutes,
  type ComponentRouteOptions,
} from './addComponentRoutes';
import { addFindingRoutes, type FindingRouteOptions } from './addFindingRoutes';
import {
  addDeviceStateRoutes,
  type DeviceStateRouteOptions,
} from './addDeviceStateRoutes';
import type { AuthorizedReads } from './AuthorizedReads';
import type { StatusReads } from './StatusReads';

const DEFAULT_PAGE = 50;

function page(query: { limit?: number; cursor?: string }) {
  return { limit: query.limit ?? DEFAULT_PAGE, cursor: query.cursor };
}

function entityRef(params: { kind: string; namespace: string; name: string }) {
  return stringifyEntityRef(params);
}

function paged<T>(result: { items: T[]; nextCursor?: string }) {
  return {
    items: result.items,
    pageInfo: { nextCursor: result.nextCursor },
  };
}

/** The routes of openapi.yaml, except those whose body is read as a stream. */
export async function createRouter(
  options: {
    access: DeviceAccess;
    auditor: AuditorService;
    clock: Clock;
    discovery: Discovery;
    feeds: FeedRefresher;
    httpAuth: HttpAuthService;
    drift: DriftWatch;
    models: ModelGovernor;
    outbox: OutboxStore;
    reads: AuthorizedReads;
    readDiscoverySource: (sourceId: string) => Promise<void>;
    refreshFeed: (feedId: string) => Promise<void>;
    status: StatusReads;
  } & DeviceStateRouteOptions &
    FindingRouteOptions &
    ComponentRouteOptions &
    AdvisoryRouteOptions,
) {
  const { access, auditor, clock, drift, feeds, httpAuth, models, outbox } =
    options;
  const { reads, status } = options;
  const router = await createOpenApiRouter();

  router.get('/status', async (request, response) => {
    response.json(await status.get(await httpAuth.credentials(request)));
  });

  router.get('/devices', async (request, response) => {
    const { limit, cursor, ...query } = request.query;
    response.json(
      await reads.devices(
        await httpAuth.credentials(request),
        query,
        page({ limit, cursor }),
      ),
    );
  });

  router.get('/devices/:kind/:namespace/:name', async (request, response) => {
    response.json(
      await reads.device(
        await httpAuth.credentials(request),
        entityRef(request.params),
      ),
    );
  });

  router.get(
    '/devices/:kind/:namespace/:name/assessment',
    async (request, response) => {
      response.json(
        await reads.assessment(
          await httpAuth.credentials(request),
          entityRef(request.params),
        ),
      );
    },
  );

  router.get(
    '/devices/:kind/:namespace/:name/history',
    async (request, response) => {
      response.json({
        items: await reads.history(
          await httpAuth.credentials(request),
          entityRef(request.params),
        ),
      });
    },
  );

  router.get('/rollups/:kind/:namespace/:name', async (request, response) => {
    response.json(
      await reads.rollUp(
        await httpAuth.credentials(request),
        entityRef(request.params),
        clock.now().toISOString().slice(0, 10),
      ),
    );
  });

  router.get('/findings', async (request, response) => {
    const { device, ...query } = request.query;
    response.json(
      paged(
        await reads.findings(await httpAuth.credentials(request), {
          ...query,
          ...page(query),
          deviceRef: device,
        }),
      ),
    );
  });

  router.get('/hygiene', async (request, response) => {
    const { device, ...query } = request.query;
    response.json(
      paged(
        await reads.hygiene(await httpAuth.credentials(request), {
          ...query,
          ...page(query),
          deviceRef: device,
        }),
      ),
    );
  });

  router.get('/tasks', async (request, response) => {
    const { device, ...query } = request.query;
    response.json(
      paged(
        await reads.tasks(await httpAuth.credentials(request), {
          ...query,
          ...page(query),
          deviceRef: device,
        }),
      ),
    );
  });

  router.get('/anomalies', async (request, response) => {
    const { device, ...query } = request.query;
    response.json(
      paged(
        await reads.anomalies(await httpAuth.credentials(request), {
          ...query,
          ...page(query),
          deviceRef: device,
        }),
      ),
    );
  });

  router.get('/outcomes', async (request, response) => {
    const { device, ...query } = request.query;
    response.json(
      paged(
        await reads.outcomes(await httpAuth.credentials(request), {
          ...page(query),
          deviceRef: device,
        }),
      ),
    );
  });

  router.get('/feeds', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    response.json({ items: await feeds.status() });
  });

  router.post('/feeds/:feedId/refresh', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { feedId } = request.params;
    const event = await auditor.createEvent({
      eventId: 'feed-refresh',
      severityLevel: 'medium',
      request,
      meta: { feedId },
    });
    try {
      await access.require(credentials, patchRiskOperationsManagePermission);
      await options.refreshFeed(feedId);
      const [feed] = (await feeds.status()).filter(({ id }) => id === feedId);
      await event.success();
      response.status(202).json(feed);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  router.get('/feeds/:feedId/quarantine', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    response.json(
      paged(await feeds.quarantine(request.params.feedId, page(request.query))),
    );
  });

  router.get('/models', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    response.json({ items: await models.list(), drift: await drift.list() });
  });

  router.post('/models/rollback', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { reason, family } = request.body;
    const event = await auditor.createEvent({
      eventId: 'model-rollback',
      severityLevel: 'medium',
      request,
      meta: { reason, ...(family === undefined ? {} : { family }) },
    });
    try {
      await access.require(credentials, patchRiskOperationsManagePermission);
      const live = await models.rollBack({ reason, family });
      await event.success({ meta: { version: live.version } });
      response.json(live);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  router.get('/delivery', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsReadPermission);
    const { sink, state } = request.query;
    response.json(
      paged(await outbox.list({ sink, state, ...page(request.query) })),
    );
  });

  router.post('/delivery/:itemId/replay', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { itemId } = request.params;
    const event = await auditor.createEvent({
      eventId: 'delivery-replay',
      severityLevel: 'medium',
      request,
      meta: { itemId },
    });
    try {
      await access.require(credentials, patchRiskOperationsManagePermission);
      const item = await outbox.replay(itemId);
      await event.success();
      response.json(item);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  addDiscoveryRoutes(router, {
    ...options,
    readSource: options.readDiscoverySource,
  });

  addDeviceStateRoutes(router, options);
  addComponentRoutes(router, options);
  addAdvisoryRoutes(router, options);
  addFindingRoutes(router, options);
  return router;
}
