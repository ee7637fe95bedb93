import { Client } from '@elastic/elasticsearch';
import type {
  Anomaly,
  DeviceSummary,
  Finding,
  GetDevice200Response,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { ecsSchemaFile } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/__testUtils__/ecsSchemaFile';
import { findEcsProblems } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/__testUtils__/findEcsProblems';
import { readEcsSchema } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/__testUtils__/readEcsSchema';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { RealElasticsearch } from '../../services/elasticsearch/RealElasticsearch';
import { findDuplicates } from '../../stand-ins/jira/findDuplicates';
import { generateTelemetry } from '../../telemetry/generateTelemetry';
import type { ApiClient } from '../harness/ApiClient';
import { openChromium, whyNoChromium } from '../harness/openChromium';
import { until } from '../harness/until';
import { waitForPipeline } from '../harness/waitForPipeline';
import { devices } from './devices';
import { dueDates } from './dueDates';
import { EndToEnd, feedFolder, READ_BACK_SECONDS } from './EndToEnd';
import {
  incidents,
  INCIDENTS_FROM,
  isOf,
  QUIET_FROM,
  refOf,
  TELEMETRY_TO,
} from './incidents';
import { searchLogs } from './searchLogs';
import { sendTelemetry } from './sendTelemetry';

jest.setTimeout(600_000);

const noFeeds = existsSync(feedFolder)
  ? undefined
  : 'real feeds are needed in ../shared/data beside the project';
const noChromium = whyNoChromium();
const noElasticsearch = RealElasticsearch.whatIsMissing();

function name(text: string, missing: string | undefined): string {
  return missing ? `${text} (skipped: ${missing})` : text;
}
const itInChromium = noChromium ? it.skip : it;
const itWithElasticsearch = noElasticsearch ? it.skip : it;

(noFeeds ? describe.skip : describe)(
  name('From real feeds to page, ticket and event, and back', noFeeds),
  () => {
    let all: EndToEnd;
    let api: ApiClient;
    let browser: Browser | undefined;
    let page: Page;

    beforeAll(async () => {
      if (!noChromium) {
        browser = await openChromium();
        page = await browser.newPage();
      }
      all = await EndToEnd.start({
        app: !noChromium,
        elasticsearch: !noElasticsearch,
      });
      api = await all.backend.api();
      await waitForPipeline(all.backend, {
        devices: devices.length,
        seconds: 480,
        delivered: true,
      });
    });

    afterAll(async () => {
      await browser?.close();
      await all?.stop();
    });

    async function tasks(): Promise<Task[]> {
      return api.list<Task>('/tasks');
    }

    async function open(path: string): Promise<void> {
      await page.goto(`${all.backend.url}${path}`);
    }

    async function see(text: string | RegExp): Promise<void> {
      await page.getByText(text).first().waitFor({ timeout: 30_000 });
    }

    it('reads every record of the feeds, and joins them in findings', async () => {
      const findings = await api.list<Finding>(
        `/findings?device=${refOf('core-switch')}`,
      );
      expect(
        findings.find(({ cve }) => cve === 'CVE-2023-20198'),
      ).toMatchObject({
        status: 'affected',
        kev: { dateAdded: '2023-10-16', dueDate: '2023-10-20' },
        epss: { score: 0.88344, percentile: 0.98964, date: '2025-01-27' },
        cvss: { baseScore: 10 },
        evidence: [{ advisoryId: 'csaf-cisa/ICSA-23-297-01' }],
      });
    });

    it('assesses every device that a feed knows, and no other', async () => {
      const summaries = await api.list<DeviceSummary>('/devices');
      expect(summaries).toHaveLength(devices.length);
      const unknown = summaries.filter(({ state }) => state === 'not_assessed');
      expect(unknown.map(({ entityRef }) => entityRef)).toEqual([
        refOf('tea-machine'),
      ]);
      expect(unknown[0]).not.toHaveProperty('index');
      const bands = summaries.map(({ band }) => band ?? 'not_assessed');
      expect(bands.indexOf('not_assessed')).toBeLessThan(bands.indexOf('low'));
    });

    it('has one ticket for each task, on the dates worked out by hand', async () => {
      const planned = await tasks();
      const dates = dueDates.map(({ device, cve }) => {
        const ofDevice = planned.filter(
          task =>
            task.deviceRefs.includes(refOf(device)) && task.cves.includes(cve),
        );
        const [task] = ofDevice;
        const issue = all.jira.store.get(task?.ticket?.key ?? '');
        return {
          device,
          cve,
          tasks: ofDevice.length,
          dueDate: task?.dueDate,
          ticketDueDate: issue?.fields.duedate,
        };
      });
      expect(dates).toEqual(
        dueDates.map(expected => ({
          ...expected,
          tasks: 1,
          ticketDueDate: expected.dueDate,
        })),
      );
      const keys = planned.map(task => task.ticket?.key);
      expect(new Set(keys).size).toBe(planned.length);
      expect(all.jira.store.all().map(({ key }) => key)).toEqual(
        expect.arrayContaining(keys),
      );
      expect(all.jira.store.all()).toHaveLength(planned.length);
      expect(findDuplicates(all.jira)).toEqual([]);
    });

    itInChromium(
      name('shows score, task and ticket in Chromium', noChromium),
      async () => {
        const { summary } = await api.get<GetDevice200Response>(
          '/devices/resource/default/core-switch',
        );
        await open('/catalog/default/resource/core-switch');
        await see('Patch risk');
        await see('What makes most of it');
        await see((summary.index ?? NaN).toFixed(1));

        const task = (await tasks()).find(({ deviceRefs }) =>
          deviceRefs.includes(refOf('core-switch')),
        );
        await open('/catalog/default/resource/core-switch/patch-risk');
        await see(String(task?.title));
        await page
          .getByRole('link', { name: String(task?.ticket?.key) })
          .first()
          .waitFor();
        await see('in a stand-in, not in a real Jira');
        await see('CVE-2023-20198');

        await open('/patch-risk');
        await see('tea-machine');
        await see('Not assessed');
      },
    );

    it('raises at most one alarm on two ordinary days, and finds three incidents in two more', async () => {
      const points = [
        ...generateTelemetry({
          seed: 3,
          devices: devices.map(device => refOf(device.name)),
          from: QUIET_FROM,
          to: TELEMETRY_TO,
          stepMinutes: 5,
          incidents,
        }),
      ];
      const quiet = points.filter(({ at }) => at < INCIDENTS_FROM);
      const rest = points.filter(({ at }) => at >= INCIDENTS_FROM);
      expect(await sendTelemetry(all.backend.sender(), quiet)).toEqual({
        accepted: devices.length * 3 * 576,
        refused: 0,
      });
      const alarms = await api.list<Anomaly>('/anomalies');
      expect(alarms.length).toBeLessThanOrEqual(1);

      expect(await sendTelemetry(all.backend.sender(), rest)).toEqual({
        accepted: devices.length * 3 * 576,
        refused: 0,
      });
      const anomalies = await api.list<Anomaly>('/anomalies');
      expect(
        incidents.map(
          incident => anomalies.filter(one => isOf(incident, one)).length,
        ),
      ).toEqual([1, 1, 1]);
      expect(anomalies.length).toBeLessThanOrEqual(alarms.length + 4);
    });

    itWithElasticsearch(
      name(
        'has the incidents in Elasticsearch, where an analyst finds them',
        noElasticsearch,
      ),
      async () => {
        await waitForPipeline(all.backend, {
          devices: devices.length,
          seconds: 60,
          delivered: true,
        });
        const client = new Client({ node: String(all.elasticsearch?.url) });
        await client.indices.refresh({ index: 'logs-patchrisk.*' });
        const search = (query: string) => searchLogs(client, query);
        const opened =
          'event.dataset:patchrisk.anomaly AND event.kind:alert AND event.action:anomaly-opened';
        const anomalies = await api.list<Anomaly>('/anomalies');
        expect(await search(opened)).toHaveLength(anomalies.length);
        for (const incident of incidents) {
          const anomaly = anomalies.find(one => isOf(incident, one));
          const host = incident.device.split('/')[1];
          const found = await search(
            `${opened} AND host.name:${host}.plant.example AND @timestamp:["${incident.from}" TO "${incident.to}"]`,
          );
          expect(found).toHaveLength(1);
          expect(found[0]).toMatchObject({
            event: { id: anomaly?.id },
            patch_risk: { anomaly: { metric: incident.metric } },
          });
        }
        const documents = await search('event.module:patchrisk');
        expect(documents.length).toBeGreaterThanOrEqual(anomalies.length);
        if (existsSync(ecsSchemaFile)) {
          const schema = readEcsSchema();
          expect(
            documents.flatMap(document => findEcsProblems(schema, document)),
          ).toEqual([]);
        }
        await client.close();
      },
    );

    it('learns within one sync that a person closed a ticket, and shows it', async () => {
      const ofDevice = async () =>
        (await tasks()).find(({ cves }) => cves.includes('CVE-2023-20198'));
      const key = String((await ofDevice())?.ticket?.key);
      const callsBefore = all.jira.journal.length;
      const ticketPage = `${all.jiraServer.url}/browse/${key}`;
      if (noChromium) {
        await fetch(ticketPage, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'transition=31',
        });
      } else {
        await page.goto(ticketPage);
        await page.getByRole('button', { name: 'Done' }).click();
      }
      const closed = await until({
        what: 'closed ticket',
        seconds: READ_BACK_SECONDS * 5,
        probe: async () => {
          const task = await ofDevice();
          return task?.ticket?.statusCategory === 'done' ? task : undefined;
        },
      });
      expect(closed.ticket?.status).toBe('Done');
      const syncs = all.jira.journal
        .slice(callsBefore)
        .filter(({ operation }) => operation === 'bulkFetchIssues').length;
      // The sync that brought it, and at most one that began before the next look.
      expect(syncs).toBeGreaterThanOrEqual(1);
      expect(syncs).toBeLessThanOrEqual(2);
      // The vulnerability is still there: a person's word is checked, not believed.
      await until({
        what: 'task that awaits verification',
        seconds: 30,
        probe: async () =>
          (await ofDevice())?.status === 'awaiting_verification' || undefined,
      });
      if (!noChromium) {
        await open('/catalog/default/resource/core-switch/patch-risk');
        await see('Awaiting verification');
        await see(/· Done/);
      }
    });

    it('broke no contract, neither of Jira nor of its own log', async () => {
      expect(all.jira.violations).toEqual([]);
      const log = all.backend.log();
      expect(log).not.toMatch(/unhandled/i);
      expect(log).not.toContain('token-of-the-end-to-end-test');
      expect(log).not.toContain(all.backend.telemetryToken);
    });
  },
);
