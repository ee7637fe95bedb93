import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { ComponentQuestionStore } from '../database/ComponentQuestionStore';
import type { DeviceSummaryStore } from '../database/DeviceSummaryStore';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { createOpenApiRouter } from '../schema/openapi/generated';

/** What the routes of components work with. */
export interface ComponentRouteOptions {
  access: DeviceAccess;
  componentQuestions: ComponentQuestionStore;
  httpAuth: HttpAuthService;
  summaries: DeviceSummaryStore;
}

const DEFAULT_PAGE = 50;

/** Routes that tell where components are; only devices that the caller may read count. */
export function addComponentRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: ComponentRouteOptions,
): void {
  const { access, componentQuestions, httpAuth, summaries } = options;

  router.get('/components', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const visible = await access.visibleDevices(credentials);
    const { limit, cursor, sort, ...question } = request.query;
    const { nextCursor, totalItems, ...answer } = await componentQuestions.ask(
      question,
      { visible, sort, limit: limit ?? DEFAULT_PAGE, cursor },
    );
    response.json({ ...answer, pageInfo: { nextCursor, totalItems } });
  });

  router.get('/components/:componentId/devices', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const visible = await access.visibleDevices(credentials);
    const { limit, ...rest } = request.query;
    const { refs, ...pageInfo } = await componentQuestions.devices(
      request.params.componentId,
      { ...rest, visible, limit: limit ?? DEFAULT_PAGE },
    );
    response.json({ items: await summaries.get(refs), pageInfo });
  });
}
