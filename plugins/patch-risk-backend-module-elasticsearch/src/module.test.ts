import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  patchRiskEventsExtensionPoint,
  type EventSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { patchRiskModuleElasticsearch } from './module';

describe('patchRiskModuleElasticsearch', () => {
  async function sinkFor(elasticsearch: object): Promise<EventSink> {
    const sinks: EventSink[] = [];
    const backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'patch-risk',
          register(env) {
            env.registerExtensionPoint(patchRiskEventsExtensionPoint, {
              addEventSink: sink => sinks.push(sink),
            });
            env.registerInit({ deps: {}, async init() {} });
          },
        }),
        patchRiskModuleElasticsearch,
        mockServices.rootConfig.factory({
          data: { patchRisk: { elasticsearch } },
        }),
      ],
    });
    await backend.stop();
    expect(sinks).toHaveLength(1);
    return sinks[0];
  }

  it('starts without a cluster at its address, and says where events go', async () => {
    const sink = await sinkFor({
      node: 'http://127.0.0.1:1',
      username: 'writer',
      password: 'not-to-be-told',
    });
    expect(sink.describe()).toEqual({
      title: 'Elasticsearch',
      target: 'http://127.0.0.1:1, data streams logs-patchrisk.*-default',
      standIn: false,
    });
  });

  it('writes to a file while no cluster is named, and says so', async () => {
    const sink = await sinkFor({ file: '/tmp/never-written.ndjson' });
    expect(sink.describe()).toMatchObject({
      target: '/tmp/never-written.ndjson',
      standIn: true,
      note: expect.stringContaining('No Elasticsearch is configured'),
    });
  });
});
