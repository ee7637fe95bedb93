import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandInProject } from '../../stand-ins/jira/createStandInProject';
import { JiraStandIn } from '../../stand-ins/jira/JiraStandIn';
import { startJiraServer, type JiraServer } from '../../stand-ins/jira/server';
import { RealElasticsearch } from '../../services/elasticsearch/RealElasticsearch';
import { buildApp } from '../harness/buildApp';
import type { RunningBackend } from '../harness/RunningBackend';
import { root } from '../harness/root';
import { startBackend } from '../harness/startBackend';
import { devices } from './devices';
import { writeCatalog } from './writeCatalog';
import { writeEpss } from './writeEpss';

/** Real feeds, beside the project where they are at hand. */
export const feedFolder = join(root, '..', 'shared', 'data');

/** The instant at which the product's clock stands. */
export const NOW = '2025-01-31T22:30:00.000Z';

/** How often tickets are read back. */
export const READ_BACK_SECONDS = 2;

/** All of the product with what it talks to: a backend that serves the app, a Jira stand-in, Elasticsearch. */
export class EndToEnd {
  readonly backend: RunningBackend;
  readonly jira: JiraStandIn;
  readonly jiraServer: JiraServer;
  readonly elasticsearch: RealElasticsearch | undefined;
  readonly #folder: string;

  private constructor(options: {
    backend: RunningBackend;
    jira: JiraStandIn;
    jiraServer: JiraServer;
    elasticsearch: RealElasticsearch | undefined;
    folder: string;
  }) {
    this.backend = options.backend;
    this.jira = options.jira;
    this.jiraServer = options.jiraServer;
    this.elasticsearch = options.elasticsearch;
    this.#folder = options.folder;
  }

  /** @param options - without `elasticsearch` events go to a file; `app` builds the app where it is out of date */
  static async start(options: {
    app: boolean;
    elasticsearch: boolean;
  }): Promise<EndToEnd> {
    const folder = mkdtempSync(join(tmpdir(), 'patch-risk-end-to-end-'));
    const token = 'token-of-the-end-to-end-test';
    const email = 'patch-risk@plant.example';
    const jira = JiraStandIn.create({
      projects: [createStandInProject({ key: 'PLANT' })],
      email,
      token,
    });
    const jiraServer = await startJiraServer({ standIn: jira, port: 0 });
    const [elasticsearch] = await Promise.all([
      options.elasticsearch ? RealElasticsearch.start() : undefined,
      options.app ? buildApp() : undefined,
    ]);
    const epss = await writeEpss({
      source: join(
        feedFolder,
        'epss',
        'kev_epss_weekly_2022-10_2026-08.csv.gz',
      ),
      folder,
      date: NOW.slice(0, 10),
    });
    const backend = await startBackend({
      dataDirectory: folder,
      config: {
        catalog: {
          locations: [{ type: 'file', target: writeCatalog(folder, devices) }],
        },
        patchRisk: {
          asOf: NOW,
          pipeline: {
            schedule: {
              frequency: { seconds: 2 },
              timeout: { minutes: 5 },
              initialDelay: { seconds: 1 },
            },
          },
          feeds: {
            kev: {
              path: join(
                feedFolder,
                'kev',
                'known_exploited_vulnerabilities_2025-08-25.json.gz',
              ),
            },
            epss: { path: epss.file },
            csaf: [
              {
                id: 'cisa',
                kind: 'directory',
                path: join(
                  feedFolder,
                  'csaf_ics',
                  'csaf_cisa_ot_it_until_2023.jsonl.gz',
                ),
              },
            ],
          },
          delivery: { readBackInterval: { seconds: READ_BACK_SECONDS } },
          jira: {
            baseUrl: jiraServer.url,
            email,
            apiToken: token,
            projectKey: 'PLANT',
            standIn: true,
          },
          elasticsearch: elasticsearch
            ? { node: elasticsearch.url }
            : { file: join(folder, 'events.ndjson') },
        },
      },
    });
    return new EndToEnd({ backend, jira, jiraServer, elasticsearch, folder });
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    await Promise.all([this.jiraServer.close(), this.elasticsearch?.stop()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
