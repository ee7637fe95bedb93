import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { defaultScoreTables } from '@patch-risk/model';
import { seedDevice } from '../assessment/__testUtils__/seedOrganisation';
import { HygieneListStore } from '../database/HygieneListStore';
import { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { SignalIntake } from './SignalIntake';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('signals on %s', id => {
  it('are known by their id, refused with a remedy, and gone when they are said to be', async () => {
    const database = await databases.init(id);
    await database.migrate.latest({
      directory: resolve(__dirname, '../../migrations'),
    });
    const device = await seedDevice(database, { name: 'plc' });
    const intake = SignalIntake.create({
      clock: { pinned: true, now: () => new Date('2026-11-21T10:00:00.000Z') },
      database,
      hygiene: HygieneStore.create({
        outcomes: OutcomeEventStore.create({ database }),
        tables: defaultScoreTables,
      }),
    });
    const list = HygieneListStore.create({ database });
    const password = {
      id: 'p-1',
      device: 'Resource:default/PLC',
      kind: 'default-password' as const,
      state: 'present' as const,
    };
    const snmp = {
      ...password,
      id: 's-1',
      device,
      kind: 'insecure-protocol' as const,
      service: { name: 'SNMP', port: 161, version: 'v2c' },
    };
    const send = (
      ...signals: Parameters<SignalIntake['receive']>[0]['signals']
    ) => intake.receive({ source: 'nessus', signals });
    const nothing = { opened: 0, changed: 0, closed: 0, unchanged: 0 };
    expect(await send(password, snmp)).toEqual({
      ...nothing,
      opened: 2,
      refused: [],
    });
    expect(await send(password, snmp)).toEqual({
      ...nothing,
      unchanged: 2,
      refused: [],
    });
    const refused = await send(
      { ...password, device: 'resource:default/other' },
      { ...password, device: ':' },
      { ...snmp, service: { name: 'ssh' } },
      { ...snmp, service: { name: 'snmp', version: '3' } },
    );
    expect(refused).toMatchObject(nothing);
    expect(refused.refused.map(({ index, field }) => [index, field])).toEqual([
      [0, 'device'],
      [1, 'device'],
      [2, 'service.name'],
      [3, 'service.version'],
    ]);
    // What is not spoken of stays.
    expect(await send({ ...password, state: 'gone' })).toMatchObject({
      ...nothing,
      closed: 1,
    });
    expect((await list.list({ limit: 5 })).items).toMatchObject([
      { kind: 'insecure-protocol', source: 'nessus', key: 's-1' },
    ]);
  });
});
