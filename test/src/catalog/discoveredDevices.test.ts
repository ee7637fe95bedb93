import type {
  DeviceSummary,
  DiscoveredDevice,
  DiscoveryImport,
  Finding,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/root';
import type { RunningBackend } from '../harness/RunningBackend';
import { startBackend } from '../harness/startBackend';
import { until } from '../harness/until';

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'patch-risk-discovered-'));
let backend: RunningBackend;

const every = (seconds: number) => ({
  frequency: { seconds },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 1 },
});

beforeAll(async () => {
  backend = await startBackend({
    dataDirectory: folder,
    config: {
      catalog: {
        processingInterval: { seconds: 5 },
        locations: [
          { type: 'file', target: join(root, 'catalog', 'all.yaml') },
        ],
        providers: {
          patchRisk: {
            owner: 'group:default/water-automation',
            sites: { East: 'resource:default/site-rotterdam' },
            schedule: every(2),
          },
        },
      },
      patchRisk: {
        pipeline: { schedule: every(2) },
        elasticsearch: { file: join(folder, 'events.ndjson') },
        feeds: {
          kev: {
            path: join(
              root,
              'catalog/feeds/known_exploited_vulnerabilities.json',
            ),
          },
          epss: {
            path: join(root, 'catalog/feeds/epss_scores-2025-08-18.csv.gz'),
          },
          csaf: [
            {
              id: 'demo',
              kind: 'directory',
              path: join(root, 'catalog/feeds/csaf'),
            },
          ],
        },
      },
    },
  });
});

afterAll(async () => {
  await backend?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A device that nobody knows, and one that the demo organisation describes, spelt otherwise. */
const list = `vendor,model,serial,firmware,mac,ip,hostname,site
Hitachi Energy,RTU500 series CMU Firmware,1KGT038901-0999,13.3.2,00:0c:02:5a:31:99,10.20.2.99,rtu-north,East
Hitachi Energy Ltd,RTU500 series CMU Firmware,1kgt038901-0417,13.3.2,,10.20.2.10,rtu-east,East
`;

it('shows discovered devices in the catalog, mirrored and with findings, but none that a person describes', async () => {
  const api = await backend.api();
  const sent = await api.call(
    'POST',
    '/discovery/imports?kind=csv&source=list&file=list.csv&site=East',
    { body: list, headers: { 'content-type': 'application/octet-stream' } },
  );
  expect([sent.status, sent.text]).toEqual([202, expect.anything()]);
  await until<DiscoveryImport>({
    what: 'finished import',
    seconds: 60,
    probe: async () => {
      const { id } = sent.json<DiscoveryImport>();
      const now = await api.get<DiscoveryImport>(`/discovery/imports/${id}`);
      return now.state === 'done' || now.state === 'failed' ? now : undefined;
    },
  });
  const { items } = await api.get<{ items: DiscoveredDevice[] }>(
    '/discovery/devices?state=unmanaged',
  );
  const found = items.find(({ serial }) => serial === '1KGT038901-0999');
  const described = items.find(({ serial }) => serial === '1kgt038901-0417');
  expect([found?.key, described?.key]).not.toContain(undefined);
  const decided = await api.call('POST', '/discovery/decisions', {
    body: JSON.stringify({
      kind: 'adopt',
      devices: [found?.key, described?.key],
    }),
    headers: { 'content-type': 'application/json' },
  });
  expect([decided.status, decided.text]).toEqual([
    expect.any(Number),
    expect.anything(),
  ]);
  expect(decided.status).toBeLessThan(300);

  const ref = `resource:default/${found?.key}`;
  const findings = await until<Finding[]>({
    what: `findings of ${ref}`,
    seconds: 120,
    everyMs: 1000,
    probe: async () => {
      const page = await api.get<{ items: Finding[] }>(
        `/findings?device=${encodeURIComponent(ref)}`,
      );
      return page.items.length > 0 ? page.items : undefined;
    },
  });
  expect(findings[0].deviceRef).toBe(ref);

  const token = await backend.token();
  const response = await fetch(
    `${backend.url}/api/catalog/entities/by-query?filter=metadata.annotations.patch-risk.io/device-key`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  const entities = (await response.json()).items;
  expect(entities).toHaveLength(1);
  expect(entities[0]).toMatchObject({
    metadata: { name: found?.key },
    spec: {
      owner: 'group:default/water-automation',
      dependsOn: ['resource:default/site-rotterdam'],
      device: { vendor: 'Hitachi Energy', serial: '1KGT038901-0999' },
    },
  });
  const devices = await api.get<{ items: DeviceSummary[] }>(
    '/devices?limit=500',
  );
  expect(devices.items.map(({ entityRef }) => entityRef)).toContain(ref);
  expect(backend.log()).toContain('A discovered device is described elsewhere');
  // The person's entity shows it when the catalog has processed it again.
  expect(
    await until<string>({
      what: "annotation of the person's entity",
      seconds: 60,
      everyMs: 1000,
      probe: async () => {
        const answer = await fetch(
          `${backend.url}/api/catalog/entities/by-name/resource/default/rtu-reservoir-east`,
          { headers: { authorization: `Bearer ${token}` } },
        );
        const { metadata } = await answer.json();
        return metadata.annotations['patch-risk.io/discovered-as'];
      },
    }),
  ).toBe(described?.key);
});
