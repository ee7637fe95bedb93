import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  patchRiskTicketsExtensionPoint,
  readConfig,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { JiraTicketSink } from './JiraTicketSink';

/**
 * Writes remediation tasks as issues to Jira Cloud.
 *
 * @public
 */
export const patchRiskModuleJira = createBackendModule({
  pluginId: 'patch-risk',
  moduleId: 'jira',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        tickets: patchRiskTicketsExtensionPoint,
      },
      async init({ config, logger, tickets }) {
        const sink = readConfig(config, {
          read: () => JiraTicketSink.fromConfig(config, { logger }),
          secrets: ['patchRisk.jira.email', 'patchRisk.jira.apiToken'],
        });
        if (!sink) {
          logger.info(
            'Tickets are off: set patchRisk.jira.baseUrl to write them to Jira',
          );
          return;
        }
        tickets.addTicketSink(sink);
        logger.info('Tickets go to Jira', { target: sink.describe().target });
      },
    });
  },
});
