import type { JsonObject } from '@backstage/types';

/** Token of the one who runs the acceptance check, and may call everything. */
export const OPERATOR_TOKEN = 'operator-of-the-run-of-kills-only';

// Jobs begin when the run asks for them, and at no other time, so that two runs see the same states of the feeds. Local
// scope: a job that was killed is not held by a lock of its dead process, which Backstage would keep until its timeout.
const schedule = {
  frequency: { hours: 24 },
  timeout: { minutes: 10 },
  initialDelay: { hours: 1 },
  scope: 'local',
};

/** The configuration of the backend of a run, whose times are short so that little is waited for. */
export function killConfig(options: {
  asOf: string;
  catalogFile: string;
  feedUrl: string;
  jira: { url: string; email: string; token: string };
  elasticsearch: JsonObject;
}): JsonObject {
  const { asOf, feedUrl, jira } = options;
  return {
    // Stands in tickets and events, so it is the same in every run.
    app: { baseUrl: 'https://backstage.test.example' },
    permission: { enabled: false },
    backend: {
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: OPERATOR_TOKEN, subject: 'operator' },
          },
        ],
      },
    },
    catalog: { locations: [{ type: 'file', target: options.catalogFile }] },
    patchRisk: {
      asOf,
      pipeline: { schedule },
      feeds: {
        kev: { url: `${feedUrl}/kev.json`, schedule },
        epss: { url: `${feedUrl}/epss.csv.gz`, schedule },
        csaf: [
          { id: 'maker', kind: 'directory', url: `${feedUrl}/csaf/`, schedule },
        ],
        http: {
          allowedHosts: ['127.0.0.1'],
          allowPrivateAddresses: true,
          maxRetries: 0,
        },
      },
      delivery: {
        pollInterval: { milliseconds: 100 },
        leaseDuration: { milliseconds: 3000 },
        callTimeout: { milliseconds: 2000 },
        concurrency: 2,
        backoff: {
          initial: { milliseconds: 100 },
          maximum: { milliseconds: 500 },
        },
        readBackInterval: { seconds: 5 },
      },
      jira: {
        baseUrl: jira.url,
        email: jira.email,
        apiToken: jira.token,
        projectKey: 'KILL',
        standIn: true,
        searchLag: { seconds: 1 },
      },
      elasticsearch: options.elasticsearch,
    },
  };
}
