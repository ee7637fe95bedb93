import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { defaultScoreTables } from '@patch-risk/model';
import { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { HostPace } from '../workers/HostPace';
import type { WorkerPool } from '../workers/WorkerPool';
import { compareConfigurations } from './compareConfigurations';
import { ConfigurationFolder } from './ConfigurationFolder';
import { ConfigurationKeeper } from './ConfigurationKeeper';
import { maskConfiguration } from './maskConfiguration';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const directory = resolve(__dirname, '../../migrations');
const REF = 'resource:default/plc';
const SECRET = 'Winter2026!';

const configuration = (more: string[] = [], secret = SECRET) =>
  Buffer.from(
    [
      'hostname plc',
      `enable password ${secret}`,
      'ntp clock-period 17179738',
      'interface eth0',
      ' ip address 10.2.3.10 255.255.255.0',
      ...more,
      '',
    ].join('\n'),
  );

// The tasks themselves, without the threads.
const workers = {
  run: async (name: string, input: never) =>
    name === 'mask-configuration'
      ? maskConfiguration(input)
      : compareConfigurations(input),
} as Pick<WorkerPool, 'run'>;

describe.each(databases.eachSupportedId())('configurations on %s', id => {
  async function start(changeWindows: object[] = [], path?: string) {
    const database = await databases.init(id);
    await database.migrate.latest({ directory });
    let now = '2026-01-20T12:00:00.000Z';
    await database('devices').insert({
      entity_ref: REF,
      uid: REF,
      etag: '1',
      title: 'PLC',
      fields: JSON.stringify({
        addresses: { ip: [], mac: [], hostname: [] },
        changeWindows,
        compensatingControls: [],
        exposure: 'internal',
        criticality: 'high',
      }),
      problems: '[]',
      first_seen_at: now,
      last_seen_at: now,
      changed_at: now,
    });
    const outcomes = OutcomeEventStore.create({ database });
    const keeper = ConfigurationKeeper.create({
      settings: {
        path,
        maxBytes: 1_000_000,
        keepSnapshots: 3,
        mask: ['badge-\\d+'],
        ignore: ['^set clock '],
      },
      database,
      hygiene: HygieneStore.create({ outcomes, tables: defaultScoreTables }),
      clock: { now: () => new Date(now), pinned: true },
      workers,
    });
    const send = (bytes: Uint8Array, at?: string) => {
      now = at ?? now;
      return keeper.receive({
        deviceRef: REF,
        bytes,
        format: 'text',
        source: 'http',
        sender: 'external:collector',
      });
    };
    const approve = (snapshotId: string) =>
      keeper.approve({
        deviceRef: REF,
        snapshotId,
        reason: 'as built',
        by: 'user:default/ann',
      });
    const events = async () =>
      (
        await database('outcome_events')
          .where('type', 'like', 'configuration-%')
          .orderBy('sequence')
          .select('type')
      ).map(({ type }) => type);
    const open = () =>
      database('hygiene_findings')
        .where('kind', 'configuration-drift')
        .whereNull('closed_at')
        .select('*');
    return { database, keeper, send, approve, events, open };
  }

  it('tells drift from an approved baseline, and takes approvals back', async () => {
    const { keeper, send, approve, events, open } = await start();
    const first = await send(configuration());
    expect(first).toMatchObject({ isNew: true, maskedCount: 1, lineCount: 5 });
    expect(first.drift).toBeUndefined();
    await approve(first.snapshotId);
    // What changes by itself is no change.
    const again = await send(
      Buffer.from(
        configuration(['set clock 12:00'])
          .toString()
          .replace('17179738', '17179740'),
      ),
      '2026-01-21T12:00:00.000Z',
    );
    expect(again).toMatchObject({ isNew: false, snapshotId: first.snapshotId });
    const changed = await send(
      configuration(['ip route 0.0.0.0 0.0.0.0 10.2.3.1']),
      '2026-01-22T12:00:00.000Z',
    );
    expect(changed.drift).toMatchObject({
      added: 1,
      removed: 0,
      change: 'outside',
      since: '2026-01-22T12:00:00.000Z',
    });
    expect(await open()).toMatchObject([
      {
        device_ref: REF,
        title: 'Configuration changed outside of an approved change',
      },
    ]);
    const difference = await keeper.difference({ deviceRef: REF });
    expect(difference).toMatchObject({
      from: first.snapshotId,
      to: changed.snapshotId,
      hunks: [
        {
          lines: [
            { kind: 'same' },
            { kind: 'same' },
            { kind: 'same' },
            { kind: 'added', text: 'ip route 0.0.0.0 0.0.0.0 10.2.3.1' },
          ],
        },
      ],
    });
    await approve(changed.snapshotId);
    expect((await keeper.view(REF)).drift).toBeUndefined();
    expect(await open()).toEqual([]);
    await keeper.undo({ deviceRef: REF, reason: 'wrong', by: 'user:x/y' });
    expect(await keeper.view(REF)).toMatchObject({
      baseline: { snapshotId: first.snapshotId },
      drift: { snapshotId: changed.snapshotId },
    });
    expect(await open()).toHaveLength(1);
    await send(configuration(), '2026-01-23T12:00:00.000Z');
    expect((await keeper.view(REF)).drift).toBeUndefined();
    expect(await events()).toEqual([
      'configuration-approved',
      'configuration-drifted',
      'configuration-approved',
      'configuration-restored',
      'configuration-approval-undone',
      'configuration-drifted',
      'configuration-restored',
    ]);
    await keeper.undo({ deviceRef: REF, reason: 'wrong', by: 'user:x/y' });
    await expect(
      keeper.undo({ deviceRef: REF, reason: 'wrong', by: 'user:x/y' }),
    ).rejects.toThrow('no baseline');
  });

  it('keeps no secret anywhere, and sees that one changed', async () => {
    const { database, send, approve, keeper } = await start();
    const first = await send(configuration(['operator badge-4711']));
    await approve(first.snapshotId);
    const changed = await send(
      configuration(['operator badge-4711'], 'Summer2027!'),
      '2026-01-22T12:00:00.000Z',
    );
    expect(changed.drift).toMatchObject({ added: 1, removed: 1 });
    const all = [
      JSON.stringify(await keeper.view(REF)),
      JSON.stringify(await keeper.difference({ deviceRef: REF })),
    ];
    for (const table of [
      'configuration_snapshots',
      'configuration_baselines',
      'configuration_drift',
      'outcome_events',
      'hygiene_findings',
      'outbox',
    ]) {
      if (await database.schema.hasTable(table)) {
        all.push(JSON.stringify(await database(table).select('*')));
      }
    }
    expect(all.join()).not.toMatch(/Winter2026|Summer2027|4711/);
    expect(all.join()).toContain('‹masked');
  });

  it('tells a change in a window from one outside, and forgets none of those', async () => {
    const { send, approve } = await start([
      {
        rrule: 'DTSTART:20260101T200000\nRRULE:FREQ=DAILY',
        timeZone: 'UTC',
        durationMinutes: 120,
      },
    ]);
    const { snapshotId } = await send(
      configuration(),
      '2026-01-22T10:00:00.000Z',
    );
    await approve(snapshotId);
    // Seen before and after the window.
    await send(configuration(), '2026-01-22T19:00:00.000Z');
    const inside = await send(configuration(['a']), '2026-01-22T23:00:00.000Z');
    expect(inside.drift).toMatchObject({ change: 'inside' });
    const outside = await send(
      configuration(['a', 'b']),
      '2026-01-23T09:00:00.000Z',
    );
    expect(outside.drift).toMatchObject({ change: 'outside', added: 2 });
    const later = await send(
      configuration(['a', 'b', 'c']),
      '2026-01-23T21:00:00.000Z',
    );
    expect(later.drift).toMatchObject({ change: 'outside', added: 3 });
  });

  it('keeps few snapshots, but the baseline, and refuses what is none of the device', async () => {
    const { keeper, send, approve } = await start();
    const first = await send(configuration());
    await approve(first.snapshotId);
    for (let day = 10; day < 16; day++) {
      await send(
        configuration([`line ${day}`]),
        `2026-02-${day}T00:00:00.000Z`,
      );
    }
    const { snapshots } = await keeper.view(REF);
    expect(snapshots).toHaveLength(4);
    expect(snapshots.at(-1)).toMatchObject({
      id: first.snapshotId,
      isBaseline: true,
    });
    await expect(approve('nonsense')).rejects.toThrow('has no snapshot');
    await expect(
      keeper.difference({ deviceRef: REF, from: "' OR 1=1" }),
    ).rejects.toThrow('has no snapshot');
    await expect(
      keeper.receive({
        deviceRef: 'resource:default/none',
        bytes: configuration(),
        format: 'text',
        source: 'http',
        sender: 's',
      }),
    ).rejects.toThrow('There is no device');
  });

  it('takes in the files of a directory that are new or changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patch-risk-configuration-'));
    try {
      const { database, keeper } = await start([], folder);
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const reader = ConfigurationFolder.create({
        database,
        keeper,
        pace: HostPace.create({ share: 1 }),
        logger,
      });
      mkdirSync(join(folder, 'default'));
      const file = join(folder, 'default', 'PLC.cfg');
      writeFileSync(file, configuration());
      writeFileSync(join(folder, 'default', 'unknown.txt'), 'x');
      writeFileSync(
        join(folder, 'default', 'plc.json'),
        `{"password":"${SECRET}`,
      );
      await reader.run({});
      await reader.run({});
      expect((await keeper.view(REF)).snapshots).toMatchObject([
        { source: 'directory', lineCount: 5 },
      ]);
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(JSON.stringify(logger.warn.mock.calls)).toContain('no JSON');
      expect(JSON.stringify(logger.warn.mock.calls)).not.toContain(SECRET);
      writeFileSync(file, configuration(['more']));
      utimesSync(file, new Date(), new Date('2030-01-01'));
      await reader.run({});
      expect((await keeper.view(REF)).snapshots).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
