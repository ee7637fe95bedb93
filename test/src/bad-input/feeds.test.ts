import type {
  DeviceSummary,
  FeedStatus,
  Finding,
  QuarantinedRecord,
  Status,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../harness/ApiClient';
import { root } from '../harness/root';
import type { RunningBackend } from '../harness/RunningBackend';
import { startBackend } from '../harness/startBackend';
import { until } from '../harness/until';
import { FeedServer } from '../kills/FeedServer';
import { killConfig, OPERATOR_TOKEN } from '../kills/killConfig';
import { Organisation } from '../kills/Organisation';
import {
  badAdvisories,
  badAnswers,
  epssWithWrongRow,
  largeAnswer,
} from './badAnswers';

jest.setTimeout(180_000);

const NONSENSE = 2;
const LARGE_BYTES = 200 * 1024 * 1024;

describe('bad input', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-bad-input-'));
  const organisation = Organisation.create({
    days: 1,
    tasksPerDay: 6,
    firmwareVersions: { [NONSENSE]: 'banana ∞ / n.a. <b>' },
  });
  let feeds: FeedServer;
  let backend: RunningBackend;
  let api: ApiClient;

  const feedOf = async (id: string): Promise<FeedStatus> => {
    const { items } = await api.get<{ items: FeedStatus[] }>('/feeds');
    const feed = items.find(one => one.id === id);
    if (!feed) {
      throw new Error(`No feed ${id}`);
    }
    return feed;
  };
  const refresh = async (id: string): Promise<FeedStatus> => {
    const before = await feedOf(id);
    await until({
      what: `start of a refresh of ${id}`,
      seconds: 20,
      probe: async () => {
        const answer = await api.call('POST', `/feeds/${id}/refresh`);
        return answer.status === 202 || undefined;
      },
    });
    return until({
      what: `end of the refresh of ${id}`,
      seconds: 90,
      everyMs: 50,
      probe: async () => {
        const now = await feedOf(id);
        return now.lastAttemptAt !== before.lastAttemptAt &&
          ['ok', 'failed'].includes(now.state)
          ? now
          : undefined;
      },
    });
  };
  const assess = async (): Promise<void> => {
    const before = (await api.get<Status>('/status')).pipeline?.lastFinishedAt;
    await api.call('POST', '/.backstage/scheduler/v1/tasks/pipeline/trigger');
    await until({
      what: 'end of the pipeline',
      seconds: 60,
      probe: async () => {
        const { pipeline } = await api.get<Status>('/status');
        return (
          (pipeline?.state === 'idle' && pipeline.lastFinishedAt !== before) ||
          undefined
        );
      },
    });
  };
  /** What a failing feed must not change. */
  const everythingElse = async (id: string) => ({
    feeds: (await api.get<{ items: FeedStatus[] }>('/feeds')).items.filter(
      one => one.id !== id,
    ),
    devices: await api.list<DeviceSummary>('/devices'),
    findings: await api.list<Finding>('/findings'),
  });
  const isHealthy = async () =>
    (await fetch(`${backend.url}/.backstage/health/v1/readiness`)).status;

  beforeAll(async () => {
    feeds = await FeedServer.start(organisation);
    const config = killConfig({
      asOf: organisation.date(0),
      catalogFile: organisation.writeCatalog(folder),
      feedUrl: feeds.url,
      jira: { url: 'http://127.0.0.1:9', email: 'a@test.example', token: 'b' },
      elasticsearch: { file: join(folder, 'events.ndjson') },
    });
    const { asOf, jira, ...patchRisk } = Object(config.patchRisk);
    backend = await startBackend({
      dataDirectory: folder,
      entry: join(root, 'test', 'src', 'kills', 'backend.ts'),
      config: { ...config, patchRisk },
    });
    api = ApiClient.create({ url: backend.url, token: OPERATOR_TOKEN });
    for (const { path, answer } of badAdvisories) {
      feeds.instead.set(path, answer);
    }
    await until({
      what: 'catalog',
      seconds: 30,
      probe: async () => {
        const answer = await api.call(
          'GET',
          '/../catalog/entities/by-query?filter=spec.type=device&limit=0',
        );
        return (
          answer.json<{ totalItems: number }>().totalItems ===
            organisation.deviceCount || undefined
        );
      },
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await feeds?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('puts advisories that are none into quarantine and reads the others', async () => {
    const feed = await refresh('csaf-maker');
    expect(feed).toMatchObject({
      state: 'ok',
      accepted: organisation.deviceCount - badAdvisories.length,
      refused: badAdvisories.length,
    });
    const records = await api.list<QuarantinedRecord>(
      '/feeds/csaf-maker/quarantine',
    );
    for (const { path } of badAdvisories) {
      const record = records.find(one =>
        JSON.stringify(one).includes(String(path.split('/').at(-1))),
      );
      expect(record?.reason).toMatch(/\w{3,} \w+/);
    }
  });

  it('assesses all other devices beside one whose version is nonsense', async () => {
    await refresh('kev');
    await refresh('epss');
    await assess();
    const devices = await api.list<DeviceSummary>('/devices');
    const stateOf = (index: number) =>
      devices.find(({ entityRef }) => entityRef.endsWith(`/device-${index}`));
    expect(devices).toHaveLength(organisation.deviceCount);
    expect(stateOf(0)).toMatchObject({ state: 'assessed' });
    expect(stateOf(1)).toMatchObject({ state: 'assessed' });
    const findings = await api.list<Finding>(
      `/findings?device=resource:default/device-${NONSENSE}`,
    );
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings[0])).toContain('banana');
    expect(findings[0].evidence).toMatchObject({});
  });

  it('takes repaired advisories out of quarantine', async () => {
    feeds.instead.clear();
    const feed = await refresh('csaf-maker');
    expect(feed).toMatchObject({ state: 'ok', refused: 0 });
    await assess();
    const { assessedCount } = await api.get<Status>('/status');
    expect(assessedCount).toBeGreaterThanOrEqual(organisation.deviceCount - 1);
  });

  it('refuses a wrong row of EPSS and takes the next one', async () => {
    feeds.instead.set('/epss.csv.gz', epssWithWrongRow);
    expect(await refresh('epss')).toMatchObject({
      state: 'ok',
      accepted: 1,
      refused: 1,
    });
    feeds.instead.clear();
    await refresh('epss');
    await assess();
  });

  it.each(badAnswers)(
    '$what: says why, keeps the old data and their age, and harms nothing else',
    async ({ feed: id, path, answer, reason }) => {
      const before = await feedOf(id);
      const others = await everythingElse(id);
      feeds.instead.set(path, answer);
      const failed = await refresh(id);
      feeds.instead.clear();
      expect(failed.state).toBe('failed');
      expect(failed.error).toMatch(reason);
      expect(failed.lastSuccessAt).toBe(before.lastSuccessAt);
      expect(failed.accepted).toBe(before.accepted);
      expect(String(failed.lastAttemptAt) > String(failed.lastSuccessAt)).toBe(
        true,
      );
      expect(await everythingElse(id)).toEqual(others);
      expect(await isHealthy()).toBe(200);
      expect(await refresh(id)).toMatchObject({ state: 'ok' });
    },
  );

  it('refuses a feed of 200 MB under the shipped limits, and answers all the while', async () => {
    const others = await everythingElse('kev');
    feeds.instead.set('/kev.json', largeAnswer(LARGE_BYTES));
    const waits: number[] = [];
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        const startedAt = performance.now();
        await api.get('/status');
        waits.push(performance.now() - startedAt);
      }
    })();
    const failed = await refresh('kev');
    isOver = true;
    await watch;
    feeds.instead.clear();
    expect(failed).toMatchObject({ state: 'failed' });
    expect(failed.error).toMatch(/67108864|64 MiB|64 MB/);
    expect(failed.error).toContain('patchRisk.feeds.http.maxBytes');
    expect(Math.max(...waits)).toBeLessThan(5000);
    expect(await everythingElse('kev')).toEqual(others);
    expect(await refresh('kev')).toMatchObject({ state: 'ok' });
  });
});
