import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  patchRiskOperationsManagePermission,
  patchRiskOperationsReadPermission,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request } from 'express';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { createOpenApiRouter } from '../schema/openapi/generated';
import type { Discovery } from './Discovery';
import { sentBy } from './sentBy';

const DEFAULT_PAGE = 50;

const page = (query: { limit?: number; cursor?: string }) => ({
  limit: query.limit ?? DEFAULT_PAGE,
  cursor: query.cursor,
});

const paged = <Item>(result: { items: Item[]; nextCursor?: string }) => ({
  items: result.items,
  pageInfo: { nextCursor: result.nextCursor },
});

/** The routes of discovery, except those that take a file. */
export function addDiscoveryRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: {
    access: DeviceAccess;
    auditor: AuditorService;
    discovery: Discovery;
    httpAuth: HttpAuthService;
    readSource: (id: string) => Promise<void>;
  },
): void {
  const { access, auditor, discovery, httpAuth } = options;

  // The catalog's provider asks as a service.
  const mayRead = async (request: unknown) => {
    const credentials = await httpAuth.credentials(request as Request, {
      allow: ['user', 'service'],
    });
    await access.require(credentials, patchRiskOperationsReadPermission);
  };
  /** Changes something, with an audit event whether or not it comes about. */
  const change = async <Result>(
    request: unknown,
    what: { eventId: string; meta: JsonObject },
    run: (credentials: BackstageCredentials) => Promise<Result>,
  ): Promise<Result> => {
    const credentials = await httpAuth.credentials(request as Request);
    const event = await auditor.createEvent({
      ...what,
      severityLevel: 'medium',
      request: request as Request,
    });
    try {
      await access.require(credentials, patchRiskOperationsManagePermission);
      const result = await run(credentials);
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  };

  router.get('/discovery/imports', async (request, response) => {
    await mayRead(request);
    response.json(paged(await discovery.imports(page(request.query))));
  });

  router.get('/discovery/imports/:importId', async (request, response) => {
    await mayRead(request);
    response.json(await discovery.import(request.params.importId));
  });

  router.post(
    '/discovery/imports/:importId/abort',
    async (request, response) => {
      const { importId } = request.params;
      response.json(
        await change(
          request,
          { eventId: 'discovery-import-abort', meta: { importId } },
          () => discovery.abort(importId),
        ),
      );
    },
  );

  router.post(
    '/discovery/imports/:importId/commit',
    async (request, response) => {
      const { importId } = request.params;
      const committed = await change(
        request,
        { eventId: 'discovery-import-commit', meta: { importId } },
        () => discovery.commit(importId),
      );
      response.status(202).json(committed);
    },
  );

  router.post(
    '/discovery/imports/:importId/undo',
    async (request, response) => {
      const { importId } = request.params;
      response.json(
        await change(
          request,
          { eventId: 'discovery-import-undo', meta: { importId } },
          () => discovery.undo(importId),
        ),
      );
    },
  );

  router.get('/discovery/mappings', async (request, response) => {
    await mayRead(request);
    response.json({ items: await discovery.mappings.list() });
  });

  router.get('/discovery/mappings/:name', async (request, response) => {
    await mayRead(request);
    response.json(await discovery.mappings.get(request.params.name));
  });

  router.put('/discovery/mappings/:name', async (request, response) => {
    const { name } = request.params;
    const { kind, mapping } = request.body;
    response.json(
      await change(
        request,
        { eventId: 'discovery-mapping-save', meta: { name, kind } },
        credentials =>
          discovery.mappings.put({
            name,
            kind,
            mapping,
            by: sentBy(credentials),
          }),
      ),
    );
  });

  router.delete('/discovery/mappings/:name', async (request, response) => {
    const { name } = request.params;
    await change(
      request,
      { eventId: 'discovery-mapping-remove', meta: { name } },
      () => discovery.mappings.remove(name),
    );
    response.status(204).end();
  });

  router.get('/discovery/sources', async (request, response) => {
    await mayRead(request);
    response.json({ items: await discovery.sources.list() });
  });

  router.post(
    '/discovery/sources/:sourceId/read',
    async (request, response) => {
      const { sourceId } = request.params;
      const found = await change(
        request,
        { eventId: 'discovery-source-read', meta: { sourceId } },
        async () => {
          discovery.sources.find(sourceId);
          await options.readSource(sourceId);
          const all = await discovery.sources.list();
          return all.find(({ id }) => id === sourceId);
        },
      );
      response.status(202).json(found);
    },
  );

  router.get('/discovery/devices', async (request, response) => {
    await mayRead(request);
    const { limit, cursor, ...filter } = request.query;
    const { total, ...found } = await discovery.listDevices({
      ...filter,
      ...page({ limit, cursor }),
    });
    response.json({ ...paged(found), total });
  });

  router.get('/discovery/devices/:key', async (request, response) => {
    await mayRead(request);
    response.json(await discovery.device(request.params.key));
  });

  router.get('/discovery/decisions', async (request, response) => {
    await mayRead(request);
    response.json(paged(await discovery.decided.list(page(request.query))));
  });

  router.post('/discovery/decisions', async (request, response) => {
    const { kind, devices = [], field, written, value } = request.body;
    const items = await change(
      request,
      {
        eventId: 'discovery-decide',
        meta: {
          kind,
          devices,
          ...(kind === 'alias' ? { field, written, value } : {}),
        } as JsonObject,
      },
      credentials =>
        discovery.decisions.decide(request.body, sentBy(credentials)),
    );
    response.json({ items });
  });

  router.delete(
    '/discovery/decisions/:decisionId',
    async (request, response) => {
      const { decisionId } = request.params;
      response.json(
        await change(
          request,
          { eventId: 'discovery-decision-take-back', meta: { decisionId } },
          credentials =>
            discovery.decisions.takeBack(decisionId, sentBy(credentials)),
        ),
      );
    },
  );

  router.get('/discovery/worklist', async (request, response) => {
    await mayRead(request);
    const { limit } = page(request.query);
    response.json(await discovery.worklist.list({ limit }));
  });

  router.get('/discovery/managed', async (request, response) => {
    await mayRead(request);
    const { after = 0, limit } = request.query;
    response.json(
      await discovery.devices.managed({ after, limit: limit ?? DEFAULT_PAGE }),
    );
  });
}
