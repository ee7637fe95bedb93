import type {
  Status,
  TelemetryReceipt,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createStandInProject } from '../../stand-ins/jira/createStandInProject';
import { JiraStandIn } from '../../stand-ins/jira/JiraStandIn';
import { startJiraServer, type JiraServer } from '../../stand-ins/jira/server';
import { freePort } from '../harness/freePort';
import type { ApiClient } from '../harness/ApiClient';
import type { BackendDatabase } from '../harness/writeBackendConfig';
import { root } from '../harness/root';
import { dayOfTelemetry } from './dayOfTelemetry';
import type { EventTarget } from './EventTarget';
import { FeedServer } from './FeedServer';
import { killConfig, OPERATOR_TOKEN } from './killConfig';
import type { Organisation } from './Organisation';
import type { DayOfKills } from './planKills';
import { readOutcome, type Outcome } from './readOutcome';
import { Supervisor } from './Supervisor';

// A step may be killed many times, and each start takes seconds on a busy machine.
const STEP_SECONDS = 300;
/** Shorter than a call of the product may take. */
const READY_MS = 1500;
const FEEDS = ['csaf-maker', 'epss', 'kev'];
const FEED_PATHS: Record<string, string> = {
  'csaf-maker': '/csaf/changes.csv',
  epss: '/epss.csv.gz',
  kev: '/kev.json',
};
const JIRA = { email: 'patch-risk@test.example', token: 'token-of-the-kills' };

export interface KillRunOptions {
  name: string;
  folder: string;
  organisation: Organisation;
  database: BackendDatabase;
  events: EventTarget;
  /** One entry a day; none leaves the run undisturbed. */
  plan: DayOfKills[];
  /** How long a ticket stays invisible to the stand-in's search. */
  searchLagMs: number;
  /** How long the pipeline and a batch of telemetry take when nothing disturbs them. */
  usual?: { pipelineMs: number; batchMs: number };
  report: (line: string) => void;
}

/** What a run found, and how long its parts took. */
export interface KillRunResult {
  outcome: Outcome;
  kills: Supervisor['kills'];
  seconds: number;
  meanStartSeconds: number;
  usual: { pipelineMs: number; batchMs: number };
}

/** Days of an organisation, one after the other, in a backend that is killed as planned and started again. */
export class KillRun {
  readonly #options: KillRunOptions;
  readonly #jira: JiraStandIn;
  readonly #jiraServer: JiraServer;
  readonly #feeds: FeedServer;
  readonly #supervisor: Supervisor;
  readonly #usual = { pipelineMs: 0, batchMs: 0 };
  #day = 0;
  /** Kills that strike when a delivery of their kind is seen. */
  readonly #left = { create: 0, event: 0 };

  /** Runs all days and ends everything it started. */
  static async run(options: KillRunOptions): Promise<KillRunResult> {
    mkdirSync(options.folder, { recursive: true });
    const hook = { committed: async () => {} };
    const jira = JiraStandIn.create({
      projects: [createStandInProject({ key: 'KILL' })],
      ...JIRA,
      beforeAnswer: async call => {
        if (call.operation === 'createIssue' && call.status === 201) {
          await hook.committed();
        }
      },
    });
    jira.faults.set({ searchLagMs: options.searchLagMs });
    const run = new KillRun({
      options,
      jira,
      jiraServer: await startJiraServer({ standIn: jira, port: 0 }),
      feeds: await FeedServer.start(options.organisation),
      port: await freePort(),
    });
    hook.committed = () => run.#strike('create');
    try {
      return await run.#run();
    } finally {
      await run.#end();
    }
  }

  private constructor(parts: {
    options: KillRunOptions;
    jira: JiraStandIn;
    jiraServer: JiraServer;
    feeds: FeedServer;
    port: number;
  }) {
    const { options, feeds, jiraServer } = parts;
    this.#options = options;
    this.#jira = parts.jira;
    this.#jiraServer = jiraServer;
    this.#feeds = feeds;
    const catalogFile = options.organisation.writeCatalog(options.folder);
    this.#supervisor = Supervisor.create({
      token: OPERATOR_TOKEN,
      backend: () => ({
        dataDirectory: options.folder,
        database: options.database,
        port: parts.port,
        entry: join(root, 'test', 'src', 'kills', 'backend.ts'),
        env: { NODE_COMPILE_CACHE: join(root, '.cache', 'kills') },
        config: killConfig({
          asOf: options.organisation.date(this.#day),
          catalogFile,
          feedUrl: feeds.url,
          jira: { url: jiraServer.url, ...JIRA },
          elasticsearch: options.events.config,
        }),
      }),
      report: (kind, total) =>
        options.report(`${options.name}: kill ${total}, ${kind}`),
    });
    options.events.onDelivery = () => this.#strike('event');
  }

  /** Kills the backend that made a delivery, where a kill of that kind is still to come. */
  async #strike(kind: 'create' | 'event'): Promise<void> {
    const { generation } = this.#supervisor;
    const deadline = performance.now() + READY_MS;
    // Deliveries begin a moment before the backend tells that it is ready.
    while (
      this.#left[kind] > 0 &&
      generation === this.#supervisor.generation &&
      performance.now() < deadline
    ) {
      if (this.#supervisor.isUp) {
        this.#left[kind] -= 1;
        await this.#supervisor.kill(kind);
        return;
      }
      await delay(10);
    }
  }

  async #run(): Promise<KillRunResult> {
    const { organisation, plan, report, name } = this.#options;
    const startedAt = performance.now();
    for (let day = 0; day < organisation.days; day += 1) {
      this.#day = day;
      this.#feeds.day = day;
      const kills = plan.at(day);
      this.#left.create += kills?.create ?? 0;
      this.#left.event += kills?.event ?? 0;
      await this.#knowDevices();
      await this.#refreshFeeds(kills?.feed ?? []);
      await this.#runPipeline(kills?.pipeline ?? []);
      await this.#deliver();
      await this.#sendTelemetry(kills?.telemetry ?? []);
      await this.#deliver();
      report(
        `${name}: day ${day + 1} of ${
          organisation.days
        } done after ${Math.round((performance.now() - startedAt) / 1000)} s, ${
          this.#jira.store.all().length
        } tickets`,
      );
      if (day + 1 < organisation.days) {
        // The clock stands still while a backend runs: each day has one of its own.
        await this.#supervisor.stop();
      }
    }
    const status = await this.#status(await this.#supervisor.api());
    const { startSeconds } = this.#supervisor;
    return {
      outcome: await readOutcome({
        issues: this.#jira.store.all(),
        events: this.#options.events,
        status,
        violations: this.#jira.violations.length,
      }),
      kills: { ...this.#supervisor.kills },
      seconds: (performance.now() - startedAt) / 1000,
      meanStartSeconds:
        startSeconds.reduce((sum, one) => sum + one, 0) / startSeconds.length,
      usual: this.#usual,
    };
  }

  async #end(): Promise<void> {
    await this.#supervisor.stop();
    await Promise.all([this.#jiraServer.close(), this.#feeds.close()]);
  }

  #status(api: ApiClient): Promise<Status> {
    return api.get<Status>('/status');
  }

  /** Begins a piece of work, again after each kill, until it is done. */
  async #achieve(
    what: string,
    step: {
      begin: (api: ApiClient) => Promise<void>;
      isDone: (api: ApiClient) => Promise<boolean>;
    },
  ): Promise<void> {
    const deadline = performance.now() + STEP_SECONDS * 1000;
    let problem = '';
    while (performance.now() < deadline) {
      const api = await this.#supervisor.api();
      const startedAt = performance.now();
      try {
        if (await step.isDone(api)) {
          return;
        }
        await step.begin(api);
        while (
          this.#supervisor.isUp &&
          performance.now() - startedAt < 10_000
        ) {
          if (await step.isDone(api)) {
            return;
          }
          await delay(40);
        }
      } catch (error) {
        if (this.#supervisor.isUp) {
          problem = String(error);
          await delay(250);
        }
      }
    }
    throw new Error(
      `${
        this.#options.name
      }: ${what} was not done within ${STEP_SECONDS} s. ${problem}\n${this.#supervisor
        .log()
        .slice(-6000)}`,
    );
  }

  #trigger(task: string): (api: ApiClient) => Promise<void> {
    return async api => {
      const answer = await api.call(
        'POST',
        `/.backstage/scheduler/v1/tasks/${task}/trigger`,
      );
      // 409: it runs already, begun by the backend itself.
      if (answer.status >= 400 && answer.status !== 409) {
        throw new Error(`Trigger of ${task}: ${answer.status} ${answer.text}`);
      }
    };
  }

  async #knowDevices(): Promise<void> {
    await this.#achieve('the catalog', {
      begin: async () => {},
      isDone: async api => {
        const answer = await api.call(
          'GET',
          '/../catalog/entities/by-query?filter=spec.type=device&limit=0',
        );
        return (
          answer.status === 200 &&
          answer.json<{ totalItems: number }>().totalItems ===
            this.#options.organisation.deviceCount
        );
      },
    });
  }

  async #refreshFeeds(kills: DayOfKills['feed']): Promise<void> {
    const today = this.#options.organisation.date(this.#day);
    const left = [...kills];
    for (const id of FEEDS) {
      // The kills of a day go round the feeds; the last feed takes what is left.
      const mine = left.splice(0, id === FEEDS.at(-1) ? left.length : 1);
      const isDone = async (api: ApiClient) => {
        const feed = (await this.#status(api)).feeds.find(one => one.id === id);
        return (
          feed?.state === 'ok' && feed.lastSuccessAt?.slice(0, 10) === today
        );
      };
      for (const point of mine) {
        const before = this.#supervisor.kills.feed;
        this.#feeds.onAnswer = async (phase, path) => {
          // A killed backend may have left requests open.
          if (phase === point.phase && path === FEED_PATHS[id]) {
            await delay(phase === 'sent' ? point.afterMs : 0);
            if (this.#supervisor.kills.feed === before) {
              await this.#supervisor.kill('feed');
            }
          }
        };
        await this.#achieve(`refresh of ${id}, killed`, {
          begin: this.#trigger(`refresh-feed-${id}`),
          isDone: async () => this.#supervisor.kills.feed > before,
        });
        this.#feeds.onAnswer = () => undefined;
      }
      await this.#achieve(`refresh of ${id}`, {
        begin: this.#trigger(`refresh-feed-${id}`),
        isDone,
      });
    }
  }

  async #runPipeline(kills: DayOfKills['pipeline']): Promise<void> {
    const today = this.#options.organisation.date(this.#day);
    const pipelineMs = this.#options.usual?.pipelineMs ?? 1000;
    for (const { share } of kills) {
      const before = this.#supervisor.kills.pipeline;
      await this.#achieve('pipeline, killed', {
        begin: async api => {
          await this.#trigger('pipeline')(api);
          await delay(share * pipelineMs);
          if (this.#supervisor.kills.pipeline === before) {
            await this.#supervisor.kill('pipeline');
          }
        },
        isDone: async () => this.#supervisor.kills.pipeline > before,
      });
    }
    const startedAt = performance.now();
    await this.#achieve('pipeline', {
      begin: this.#trigger('pipeline'),
      isDone: async api => {
        const { pipeline } = await this.#status(api);
        return (
          pipeline?.state === 'idle' &&
          pipeline.lastFinishedAt?.slice(0, 10) === today
        );
      },
    });
    this.#usual.pipelineMs = Math.max(
      this.#usual.pipelineMs,
      performance.now() - startedAt,
    );
  }

  async #deliver(): Promise<void> {
    await this.#achieve('delivery', {
      begin: async () => {},
      isDone: async api => {
        const { sinks } = await this.#status(api);
        return (
          sinks.length === 2 && sinks.every(({ pending }) => pending === 0)
        );
      },
    });
  }

  /** Sends the batches of a day; what was not acknowledged goes out again with the same key. */
  async #sendTelemetry(kills: DayOfKills['telemetry']): Promise<void> {
    const { organisation, usual } = this.#options;
    const left = [...kills];
    for (const { key, body } of dayOfTelemetry(organisation, this.#day)) {
      const isNeeded = { more: true };
      while (isNeeded.more) {
        const api = await this.#supervisor.api();
        const startedAt = performance.now();
        const sent = this.#post(api, key, body);
        const point = left.shift();
        if (point) {
          await delay(point.share * (usual?.batchMs ?? 200));
          if (!(await this.#supervisor.kill('telemetry'))) {
            left.unshift(point);
          }
        }
        const receipt = await sent;
        // A sender that is killed with its backend has read no answer.
        isNeeded.more = !receipt || point !== undefined;
        if (receipt) {
          this.#usual.batchMs = Math.max(
            this.#usual.batchMs,
            performance.now() - startedAt,
          );
          if (receipt.refused.length > 0) {
            throw new Error(
              `Batch ${key}: ${JSON.stringify(receipt.refused[0])}`,
            );
          }
        }
      }
    }
  }

  async #post(
    api: ApiClient,
    key: string,
    body: string,
  ): Promise<TelemetryReceipt | undefined> {
    try {
      const answer = await api.call('POST', '/telemetry', {
        body,
        headers: {
          'content-type': 'application/x-ndjson',
          'idempotency-key': key,
        },
      });
      if (answer.status === 200) {
        return answer.json<TelemetryReceipt>();
      }
      if (answer.status < 429) {
        throw new Error(`Batch ${key}: ${answer.status} ${answer.text}`);
      }
    } catch (error) {
      if (this.#supervisor.isUp) {
        throw error;
      }
    }
    return undefined;
  }
}
