import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { generateTelemetry } from '../../telemetry/generateTelemetry';
import { sendTelemetry } from '../end-to-end/sendTelemetry';
import { ApiClient } from '../harness/ApiClient';
import { root } from '../harness/root';
import type { RunningBackend } from '../harness/RunningBackend';
import { startBackend } from '../harness/startBackend';
import { until } from '../harness/until';
import { waitForPipeline } from '../harness/waitForPipeline';
import { users } from './users';

/** A device that the demo organisation lacks: as its eastern RTU, of an older version, in a zone of its own. */
export const HIDDEN_TWIN = 'rtu-hidden-twin';

const DEVICE_COUNT = 25;
const UNUSUAL = [HIDDEN_TWIN, 'rtu-reservoir-east', 'camera-pharmacy'];

function writeTwin(folder: string): string {
  const file = join(root, 'catalog', 'devices-rotterdam.yaml');
  const twin = parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => document.toJS())
    .find(({ metadata }) => metadata.name === 'rtu-reservoir-east');
  twin.metadata.name = HIDDEN_TWIN;
  twin.metadata.title = 'Secret reservoir';
  twin.spec.device.zone.name = 'Secret zone';
  twin.spec.device.firmwareVersion = '13.3.1';
  const target = join(folder, 'twin.yaml');
  writeFileSync(target, stringify(twin));
  return target;
}

/** The demo organisation and a twin, in a backend whose policy tells people apart. */
export class StrangerWorld {
  readonly backend: RunningBackend;
  readonly #folder: string;

  private constructor(backend: RunningBackend, folder: string) {
    this.backend = backend;
    this.#folder = folder;
  }

  /** Starts it and fills every list: findings, tasks, anomalies, outcome events, items of the outbox. */
  static async start(): Promise<StrangerWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'patch-risk-stranger-'));
    const backend = await startBackend({
      dataDirectory: folder,
      baseConfigs: ['app-config.yaml'],
      entry: join(root, 'test', 'src', 'stranger', 'backend.ts'),
      config: {
        auth: { providers: { guest: {}, test: {} } },
        catalog: {
          locations: [
            { type: 'file', target: join(root, 'catalog', 'all.yaml') },
            { type: 'file', target: writeTwin(folder) },
          ],
        },
        patchRisk: {
          asOf: '2025-08-25',
          pipeline: {
            schedule: {
              frequency: { seconds: 2 },
              timeout: { minutes: 5 },
              initialDelay: { seconds: 1 },
            },
          },
          elasticsearch: { file: join(folder, 'events.ndjson') },
        },
      },
    });
    const world = new StrangerWorld(backend, folder);
    await waitForPipeline(backend, {
      api: await world.as(users.everything),
      devices: DEVICE_COUNT,
      seconds: 120,
    });
    await world.#sendAnomalies();
    return world;
  }

  async #sendAnomalies(): Promise<void> {
    const refs = UNUSUAL.map(name => `resource:default/${name}`);
    await sendTelemetry(
      this.backend.sender(),
      generateTelemetry({
        seed: 7,
        devices: refs,
        from: '2025-08-24T00:00:00.000Z',
        to: '2025-08-25T18:00:00.000Z',
        stepMinutes: 5,
        incidents: refs.map(device => ({
          device,
          metric: 'bytes_out_per_minute',
          from: '2025-08-25T12:00:00.000Z',
          to: '2025-08-25T13:00:00.000Z',
          factor: 8,
        })),
      }),
    );
    const api = await this.as(users.everything);
    await until({
      what: 'anomaly of each device that behaves unusually',
      seconds: 30,
      probe: async () => {
        const items = await api.list<{ deviceRef: string }>('/anomalies');
        const found = new Set(items.map(({ deviceRef }) => deviceRef));
        return refs.every(ref => found.has(ref)) || undefined;
      },
    });
    // An anomaly moves scores and tasks once more.
    await waitForPipeline(this.backend, {
      api,
      devices: DEVICE_COUNT,
      seconds: 60,
    });
  }

  /** Calls of a user. */
  async as(user: string): Promise<ApiClient> {
    const response = await fetch(`${this.backend.url}/api/auth/test/refresh`, {
      headers: {
        'x-requested-with': 'XMLHttpRequest',
        'x-test-user': user,
      },
    });
    if (!response.ok) {
      throw new Error(
        `Sign-in of ${user}: ${response.status} ${await response.text()}`,
      );
    }
    const { backstageIdentity } = await response.json();
    return ApiClient.create({
      url: this.backend.url,
      token: backstageIdentity.token,
    });
  }

  async stop(): Promise<void> {
    await this.backend.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
