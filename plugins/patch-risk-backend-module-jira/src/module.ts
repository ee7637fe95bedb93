import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';

export const patchRiskModuleJira = createBackendModule({
  pluginId: 'patch-risk',
  moduleId: 'jira',
  register(reg) {
    reg.registerInit({
      deps: { logger: coreServices.logger },
      async init({ logger }) {
        logger.info('Hello World!');
      },
    });
  },
});
