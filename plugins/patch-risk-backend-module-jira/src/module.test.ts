import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { patchRiskTicketsExtensionPoint } from '@patch-risk/backstage-plugin-patch-risk-node';
import jiraModule from './index';

describe('patchRiskModuleJira', () => {
  async function start(data: Parameters<typeof mockServices.rootConfig>[0]) {
    const addTicketSink = jest.fn();
    const backend = await startTestBackend({
      extensionPoints: [[patchRiskTicketsExtensionPoint, { addTicketSink }]],
      features: [jiraModule, mockServices.rootConfig.factory(data)],
    });
    await backend.stop();
    return addTicketSink;
  }

  it('adds the sink when a site is configured', async () => {
    const addTicketSink = await start({
      data: {
        patchRisk: {
          jira: {
            baseUrl: 'http://127.0.0.1:8081',
            email: 'robot@example.com',
            apiToken: 'secret',
            projectKey: 'RISK',
            standIn: true,
          },
        },
      },
    });
    expect(addTicketSink).toHaveBeenCalledTimes(1);
    expect(addTicketSink.mock.calls[0][0].describe()).toEqual({
      title: 'Jira stand-in',
      target: 'http://127.0.0.1:8081, project RISK',
      standIn: true,
      note: 'A stand-in, not Atlassian Jira: for demos and tests only.',
    });
  });

  it('stays out of the way when none is', async () => {
    expect(await start({ data: {} })).not.toHaveBeenCalled();
  });
});
