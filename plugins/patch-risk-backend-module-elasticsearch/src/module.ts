import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';

export const patchRiskModuleElasticsearch = createBackendModule({
  pluginId: 'patch-risk',
  moduleId: 'elasticsearch',
  register(reg) {
    reg.registerInit({
      deps: { logger: coreServices.logger },
      async init({ logger }) {
        logger.info('Hello World!');
      },
    });
  },
});
