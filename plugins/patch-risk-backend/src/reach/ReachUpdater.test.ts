import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { defaultScoreTables } from '@patch-risk/model';
import { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { ReachUpdater } from './ReachUpdater';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const directory = resolve(__dirname, '../../migrations');
const NOW = '2026-01-20T12:00:00.000Z';
const PLC = 'resource:default/plc';

const line = (more: object = {}) =>
  `${JSON.stringify({
    ts: 1768471200,
    'id.orig_h': '10.2.3.10',
    'id.resp_h': '198.51.100.7',
    'id.resp_p': 443,
    proto: 'tcp',
    service: 'ssl',
    orig_ip_bytes: 500,
    resp_ip_bytes: 900,
    conn_state: 'SF',
    ...more,
  })}\n`;

describe.each(databases.eachSupportedId())('reach on %s', id => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patch-risk-reach-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function start(more: JsonObject = {}) {
    const database = await databases.init(id);
    await database.migrate.latest({ directory });
    const device = (entity_ref: string, ip: string, exposure?: string) => ({
      entity_ref,
      uid: entity_ref,
      etag: '1',
      title: entity_ref,
      fields: JSON.stringify({
        addresses: { ip: [ip], mac: [], hostname: [] },
        changeWindows: [],
        compensatingControls: [],
        exposure,
      }),
      problems: '[]',
      first_seen_at: NOW,
      last_seen_at: NOW,
      changed_at: NOW,
    });
    await database('devices').insert([
      device(PLC, '10.2.3.10', 'isolated'),
      device('resource:default/other', '10.2.3.11'),
      device('resource:default/twin-1', '10.2.9.9'),
      device('resource:default/twin-2', '10.2.9.9'),
    ]);
    const outcomes = OutcomeEventStore.create({ database });
    const updater = (reach: JsonObject = {}) =>
      ReachUpdater.create({
        config: mockServices.rootConfig({
          data: {
            patchRisk: {
              workers: { mainThreadShare: 1 },
              reach: {
                zones: [
                  { name: 'cell', networks: ['10.2.0.0/16'], kind: 'isolated' },
                  {
                    name: 'office',
                    networks: ['10.1.0.0/16'],
                    kind: 'internal',
                  },
                ],
                flows: [{ format: 'zeek', path: folder }],
                ...more,
                ...reach,
              },
            },
          },
        }),
        database,
        clock: { now: () => new Date(NOW), pinned: true },
        logger: mockServices.logger.mock(),
        hygiene: HygieneStore.create({ outcomes, tables: defaultScoreTables }),
      });
    const flows = () =>
      database('reach_flows')
        .orderBy(['device_ref', 'direction', 'peer_zone', 'port'])
        .select('*');
    const derived = async () =>
      Object.fromEntries(
        (await database('reach_devices').select('*')).map(row => [
          row.device_ref,
          row.derived_exposure,
        ]),
      );
    // The first run only counts devices.
    await updater().run({});
    return { database, updater, flows, derived };
  }

  it('sums flows up, counts none twice over rotations, and reports isolation that does not hold', async () => {
    const { database, updater, flows, derived } = await start();
    const log = join(folder, 'conn.log');
    writeFileSync(log, line().repeat(3));
    await database('reach_state')
      .where({ name: 'devices' })
      .update({ value: '3' });
    await updater().run({});
    expect(await flows()).toEqual([]);
    appendFileSync(log, line({ 'id.resp_h': '198.51.100.8' }));
    appendFileSync(log, line({ 'id.orig_h': '10.2.9.9' }));
    appendFileSync(log, `${line().slice(0, 40)}`);
    await updater().run({});
    expect(await flows()).toMatchObject([
      {
        device_ref: PLC,
        direction: 'outbound',
        own_zone: 'cell',
        peer_zone: 'internet',
        port: 443,
        service: 'ssl',
        flows: 4,
        bytes_sent: 2000,
        bytes_received: 3600,
        peers: 2,
        example_peer: '198.51.100.7',
      },
    ]);
    expect(await derived()).toMatchObject({ [PLC]: 'internal' });
    const [finding] = await database('hygiene_findings').select('*');
    expect(finding).toMatchObject({
      device_ref: PLC,
      kind: 'isolation-broken',
      source: 'reach',
      closed_at: null,
    });
    const causes = await database('outcome_events')
      .where('type', 'reach-changed')
      .select('device_ref');
    expect(causes).toContainEqual({ device_ref: PLC });

    // The rest of the line, a rotation, packed afterwards, and a new log.
    appendFileSync(log, line().slice(40));
    await updater().run({});
    expect((await flows())[0].flows).toBe(5);
    renameSync(log, join(folder, 'conn.2026-01-20.log'));
    writeFileSync(
      log,
      line({ ts: 1768471300, uid: 'C2', more: 'x'.repeat(300) }),
    );
    await updater().run({});
    expect((await flows())[0].flows).toBe(6);
    const old = join(folder, 'conn.2026-01-20.log');
    const content = line().repeat(3);
    rmSync(old);
    writeFileSync(
      join(folder, 'conn.2026-01-20.log.gz'),
      gzipSync(
        content +
          line({ 'id.resp_h': '198.51.100.8' }) +
          line({ 'id.orig_h': '10.2.9.9' }) +
          line() +
          line(),
      ),
    );
    await updater().run({});
    expect((await flows())[0].flows).toBe(7);
    await updater().run({});
    expect((await flows())[0].flows).toBe(7);
  });

  it('writes nothing where nothing is new, and takes back what is no more', async () => {
    const { database, updater, derived } = await start();
    writeFileSync(join(folder, 'conn.log'), line());
    await updater().run({});
    const before = await database('reach_devices').orderBy('device_ref');
    const events = await database('outcome_events').orderBy('sequence');
    await updater().run({});
    expect(await database('reach_devices').orderBy('device_ref')).toEqual(
      before,
    );
    expect(await database('outcome_events').orderBy('sequence')).toEqual(
      events,
    );
    await updater({ flowRetention: { days: 1 } }).run({});
    expect(await derived()).toMatchObject({ [PLC]: 'isolated' });
    expect(
      await database('hygiene_findings').whereNull('closed_at'),
    ).toHaveLength(0);
    await updater({ zones: [] }).run({});
    expect(await derived()).toEqual({
      [PLC]: null,
      'resource:default/other': null,
      'resource:default/twin-1': null,
      'resource:default/twin-2': null,
    });
  });

  it('keeps few rows for a device that is scanned, and reads hostile logs', async () => {
    const { updater, flows } = await start({ maxRowsPerDevice: 20 });
    const scan = Array.from({ length: 300 }, (_, port) =>
      line({
        'id.orig_h': `10.1.0.${port % 250}`,
        'id.resp_h': '10.2.3.11',
        'id.resp_p': port + 1,
        service: '-',
        conn_state: port % 2 ? 'SF' : 'S0',
      }),
    );
    writeFileSync(join(folder, 'conn.1.log'), scan.join(''));
    writeFileSync(
      join(folder, 'conn.2.log'),
      Buffer.concat([
        Buffer.from([0, 255, 254, 10]),
        Buffer.alloc(5_000_000, 'x'),
        Buffer.from('\n'),
      ]),
    );
    writeFileSync(join(folder, 'conn.3.log.gz'), 'not packed at all');
    writeFileSync(join(folder, 'passwords.txt'), 'not a log');
    await updater().run({});
    const rows = await flows();
    expect(rows.length).toBeLessThanOrEqual(20);
    expect(rows.reduce((sum, row) => sum + row.flows, 0)).toBe(300);
    expect(rows.find(row => row.state === 'unanswered')).toMatchObject({
      port: 0,
      flows: 150,
    });
  });
});
