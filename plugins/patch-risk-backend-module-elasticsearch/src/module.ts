import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  patchRiskEventsExtensionPoint,
  readConfig,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { readElasticsearchSettings } from './config/readElasticsearchSettings';
import { BulkFileEventSink } from './sinks/BulkFileEventSink';
import { ElasticsearchEventSink } from './sinks/ElasticsearchEventSink';

/**
 * Sends events of Patch Risk to Elasticsearch, or, while none is configured, into a file of bulk lines.
 *
 * @public
 */
export const patchRiskModuleElasticsearch = createBackendModule({
  pluginId: 'patch-risk',
  moduleId: 'elasticsearch',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        events: patchRiskEventsExtensionPoint,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ config, events, lifecycle, logger }) {
        const settings = readConfig(config, {
          read: () => readElasticsearchSettings(config),
          secrets: [
            'patchRisk.elasticsearch.password',
            'patchRisk.elasticsearch.apiKey',
          ],
        });
        const sink =
          settings.kind === 'cluster'
            ? ElasticsearchEventSink.create({ settings, logger })
            : BulkFileEventSink.create(settings);
        lifecycle.addShutdownHook(() => sink.close());
        events.addEventSink(sink);
        logger.info('Events go to', { target: sink.describe().target });
      },
    });
  },
});
