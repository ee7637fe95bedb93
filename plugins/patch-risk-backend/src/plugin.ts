import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { patchRiskPermissions } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  patchRiskEventsExtensionPoint,
  patchRiskTicketsExtensionPoint,
  readConfig,
  type EventSink,
  type TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { createRouter } from './api/createRouter';
import { createSbomRouter } from './components/createSbomRouter';
import { createConfigurationRouter } from './configuration/createConfigurationRouter';
import { createServices } from './createServices';
import { createUploadRouter } from './discovery/createUploadRouter';
import { loadDevices } from './permissions/loadDevices';
import { patchRiskDeviceResourceRef } from './permissions/deviceResource';
import { deviceRules } from './permissions/deviceRules';
import {
  discoverySourceTaskId,
  feedTaskId,
  scheduleJobs,
} from './pipeline/scheduleJobs';
import { triggerSoon } from './pipeline/triggerSoon';
import { createTelemetryRouter } from './telemetry/createTelemetryRouter';

/**
 * Patch risk of catalogued devices, the plan that follows from it, and its delivery.
 *
 * @public
 */
export const patchRiskPlugin = createBackendPlugin({
  pluginId: 'patch-risk',
  register(env) {
    const eventSinks: EventSink[] = [];
    const ticketSinks: TicketSink[] = [];
    env.registerExtensionPoint(patchRiskEventsExtensionPoint, {
      addEventSink: sink => eventSinks.push(sink),
    });
    env.registerExtensionPoint(patchRiskTicketsExtensionPoint, {
      addTicketSink: sink => ticketSinks.push(sink),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        databaseService: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init({ databaseService, httpRouter, lifecycle, ...deps }) {
        const database = await databaseService.getClient();
        if (!databaseService.migrations?.skip) {
          await database.migrate.latest({
            directory: resolvePackagePath(
              '@patch-risk/backstage-plugin-patch-risk-backend',
              'migrations',
            ),
          });
        }
        deps.permissionsRegistry.addResourceType({
          resourceRef: patchRiskDeviceResourceRef,
          permissions: patchRiskPermissions,
          rules: deviceRules,
          getResources: refs => loadDevices({ database, refs }),
        });
        const services = readConfig(deps.config, {
          read: () =>
            createServices({ ...deps, database, eventSinks, ticketSinks }),
        });
        httpRouter.use(
          createTelemetryRouter({ ...deps, ...services, database }),
        );
        httpRouter.use(createSbomRouter({ ...deps, ...services }));
        httpRouter.use(createUploadRouter({ ...deps, ...services }));
        httpRouter.use(createConfigurationRouter({ ...deps, ...services }));
        httpRouter.use(
          await createRouter({
            ...deps,
            ...services,
            refreshFeed: feedId =>
              deps.scheduler.triggerTask(feedTaskId(feedId)),
            matchSoon: () =>
              triggerSoon({
                trigger: () => deps.scheduler.triggerTask('pipeline'),
                logger: deps.logger,
              }),
            readDiscoverySource: id =>
              deps.scheduler.triggerTask(discoverySourceTaskId(id)),
          }),
        );
        lifecycle.addStartupHook(async () => {
          services.delivery.start();
          await scheduleJobs({ ...deps, ...services });
        });
        lifecycle.addShutdownHook(async () => {
          await services.delivery.stop();
          await services.discovery.runner.stop();
          await services.workers.close();
        });
      },
    });
  },
});
