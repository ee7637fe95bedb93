import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readConfig } from '@patch-risk/backstage-plugin-patch-risk-node';
import { readProviderConfig } from './config/readProviderConfig';
import { PatchRiskManagedDevices } from './devices/PatchRiskManagedDevices';
import { DescribedElsewhereProcessor } from './described/DescribedElsewhereProcessor';
import { DeviceEntityProvider } from './provider/DeviceEntityProvider';
import { DeviceSync } from './provider/DeviceSync';
import { ProviderStore } from './store/ProviderStore';

/**
 * Entities of the catalog for the devices that Patch Risk discovered.
 *
 * @public
 */
export const catalogModulePatchRisk = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'patch-risk',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        databaseService: coreServices.database,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, databaseService, logger, rootConfig } = deps;
        const config = readConfig(rootConfig, {
          read: () => readProviderConfig(rootConfig),
        });
        if (!config) {
          logger.info(
            'Discovered devices stay out of the catalog: set catalog.providers.patchRisk.owner to have entities of them',
          );
          return;
        }
        const database = await databaseService.getClient();
        if (!databaseService.migrations?.skip) {
          await database.migrate.latest({
            directory: resolvePackagePath(
              '@patch-risk/backstage-plugin-catalog-backend-module-patch-risk',
              'migrations',
            ),
            // The catalog keeps its own list in the same database.
            tableName: 'patch_risk_migrations',
          });
        }
        const now = () => new Date();
        const store = ProviderStore.create({ database });
        deps.processing.addProcessor(
          DescribedElsewhereProcessor.create({ store, logger, now }),
        );
        deps.processing.addEntityProvider(
          DeviceEntityProvider.create({
            runner: deps.scheduler.createScheduledTaskRunner(config.schedule),
            sync: DeviceSync.create({
              auth,
              catalog,
              config,
              devices: PatchRiskManagedDevices.create({
                auth,
                discovery: deps.discovery,
              }),
              logger,
              now,
              store,
            }),
          }),
        );
      },
    });
  },
});
