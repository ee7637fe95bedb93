import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import { DeviceAccess } from '../permissions/DeviceAccess';
import { createOpenApiRouter } from '../schema/openapi/generated';
import { createDiscovery } from './__testUtils__/createDiscovery';
import { addDiscoveryRoutes } from './addDiscoveryRoutes';
import { createUploadRouter } from './createUploadRouter';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function start(
  database: Knex,
  options: { result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY } = {},
) {
  const { result = AuthorizeResult.ALLOW } = options;
  const made = await createDiscovery({
    database,
    config: { discovery: { maxUploadBytes: 5_000_000 } },
  });
  const { discovery } = made;
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue({
    success: jest.fn(),
    fail: jest.fn(),
  });
  const routing = {
    access: DeviceAccess.create({
      permissions: mockServices.permissions({ result }),
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
    }),
    auditor,
    discovery,
    httpAuth: mockServices.httpAuth(),
    readSource: async () => {},
  };
  const router = await createOpenApiRouter();
  addDiscoveryRoutes(router, routing);
  const app = express()
    .use(createUploadRouter(routing))
    .use(router)
    .use(mockErrorHandler());
  const send = async (
    content: string | Buffer,
    query: Record<string, string>,
  ) => {
    const sent = await request(app)
      .post('/discovery/imports')
      .query(query)
      .set('content-type', 'application/octet-stream')
      .send(content as string);
    if (sent.status !== 202) return sent;
    await discovery.runner.idle();
    return request(app).get(`/discovery/imports/${sent.body.id}`);
  };
  const get = async (path: string) => (await request(app).get(path)).body;
  return { ...made, app, auditor, get, send };
}

const MAC = '00:1b:1b:00:00:07';
const LIST = `vendor;serial;mac;firmware;site
Siemens;SER-12345;${MAC};2.8;Plant 7
Moxa;MX-77777;00:90:e8:00:00:02;1.0;Plant 7
`;
const LEASES = `1795000000 ${MAC} 192.0.2.7 press-7 *\n`;
const SCAN = `<?xml version="1.0"?>
<nmaprun scanner="nmap" start="1795000000" version="7.93">
<host starttime="1795000000" endtime="1795000010"><status state="up" reason="arp-response"/>
<address addr="192.0.2.7" addrtype="ipv4"/>
<address addr="${MAC.toUpperCase()}" addrtype="mac" vendor="Siemens"/>
<ports><port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/><service name="iso-tsap"/></port></ports>
</host></nmaprun>`;

describe.each(databases.eachSupportedId())('discovery on %s', id => {
  it('makes one device of a list, a scan and a lease, and nothing of them again', async () => {
    const database = await databases.init(id);
    const { get, send } = await start(database);
    await send(LIST, { kind: 'csv', file: 'list.csv' });
    await send(SCAN, { kind: 'nmap', site: 'Plant 7' });
    const lease = await send(LEASES, { kind: 'dhcp', site: 'Plant 7' });
    expect(lease.body).toMatchObject({
      state: 'done',
      counts: { added: 0, changed: 1, problems: 0 },
    });
    const { items, total } = await get('/discovery/devices?query=press-7');
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      state: 'unmanaged',
      sources: ['csv', 'dhcp', 'nmap'],
      addresses: { macs: [MAC], ips: ['192.0.2.7'], hostnames: ['press-7'] },
    });
    expect((await get('/discovery/devices')).total).toBe(2);

    const rows = () => database('discovery_devices').orderBy('key').select('*');
    const before = [await rows(), await database('discovery_state')];
    for (const [content, query] of [
      [LIST, { kind: 'csv' }],
      [SCAN, { kind: 'nmap', site: 'Plant 7' }],
      [LEASES, { kind: 'dhcp', site: 'Plant 7' }],
    ] as const) {
      const again = await send(content, query as Record<string, string>);
      expect(again.body.counts).toMatchObject({
        added: 0,
        changed: 0,
        merged: 0,
        split: 0,
      });
    }
    // The file of the list is called otherwise, so that places of claims moved; the rest was not written at all.
    expect((await rows()).length).toBe(before[0].length);
    const revision = await database('discovery_state');
    await send(SCAN, { kind: 'nmap', site: 'Plant 7' });
    expect(await database('discovery_state')).toEqual(revision);
  });

  it('previews without storing, commits, and takes an import out again', async () => {
    const database = await databases.init(id);
    const { app, get, send } = await start(database);
    const preview = await send(LIST, { kind: 'csv', preview: 'true' });
    expect(preview.body).toMatchObject({
      state: 'previewed',
      counts: { added: 2 },
    });
    expect(preview.body.changes).toHaveLength(2);
    expect((await get('/discovery/devices')).total).toBe(0);
    expect(await database('discovery_observations')).toEqual([]);
    const path = `/discovery/imports/${preview.body.id}`;
    expect((await request(app).post(`${path}/undo`)).status).toBe(409);
    expect((await request(app).post(`${path}/commit`)).status).toBe(202);
    const done = await waitFor(() => get(path), 'done');
    expect(done).toMatchObject({ counts: { added: 2 }, canUndo: true });
    expect((await get('/discovery/devices')).total).toBe(2);
    const later = await send(LIST.replace('2.8', '2.9'), { kind: 'csv' });
    expect(later.body.counts).toMatchObject({ changed: 1 });
    expect((await request(app).post(`${path}/undo`)).status).toBe(409);
    const undo = `/discovery/imports/${later.body.id}/undo`;
    expect((await request(app).post(undo)).body.state).toBe('undone');
    const { items } = await get('/discovery/devices?query=SER-12345');
    expect(items[0].firmwareVersion).toBe('2.8');
    expect((await request(app).post(`${path}/undo`)).status).toBe(200);
    expect((await get('/discovery/devices')).total).toBe(0);
    expect(await database('discovery_labels')).toEqual([]);
    expect((await request(app).post(`${path}/abort`)).status).toBe(409);
  });

  it('keeps decisions, takes them back, and tells the feed of managed devices only differences', async () => {
    const database = await databases.init(id);
    const { app, get, send } = await start(database);
    await send(LIST, { kind: 'csv' });
    const { items } = await get('/discovery/devices');
    const decide = (body: object) =>
      request(app).post('/discovery/decisions').send(body);
    const [a, b] = items.map(({ key }: { key: string }) => key);
    const adopted = await decide({ kind: 'adopt', devices: [a, b] });
    expect(adopted.body.items).toHaveLength(2);
    const first = await get('/discovery/managed');
    expect(first.items.map(({ key }: { key: string }) => key).sort()).toEqual(
      [a, b].sort(),
    );
    const after = `/discovery/managed?after=${first.next}`;
    expect((await get(after)).items).toEqual([]);

    const taken = await request(app).delete(
      `/discovery/decisions/${adopted.body.items[0].id}`,
    );
    expect(taken.body).toMatchObject({ takenBackBy: 'user:default/mock' });
    const second = await get(after);
    expect(second.items).toEqual([
      expect.objectContaining({ key: a, removed: true }),
    ]);
    await decide({ kind: 'adopt', devices: [a] });
    const same = await decide({ kind: 'same', devices: [a, b] });
    const joined = await get(`/discovery/managed?after=${second.next}`);
    const one = joined.items.find((each: any) => !each.removed);
    const gone = joined.items.find((each: any) => each.removed);
    expect(one.formerKeys).toContain(gone.key);
    expect((await get(`/discovery/devices/${gone.key}`)).key).toBe(one.key);
    await request(app).delete(`/discovery/decisions/${same.body.items[0].id}`);
    expect((await get('/discovery/devices')).total).toBe(2);

    const alias = await decide({
      kind: 'alias',
      field: 'vendor',
      written: 'moxa',
      value: 'Moxa Technologies',
    });
    expect(alias.body.items[0].pending).toBe(0);
    const found = await get('/discovery/devices?query=MX-77777');
    expect(found.items[0].vendor).toBe('Moxa Technologies');
    const work = await get('/discovery/worklist');
    expect(work.items.map((item: any) => item.value).sort()).toEqual([
      'Moxa Technologies',
      'Siemens',
    ]);
    expect((await decide({ kind: 'same', devices: [a] })).status).toBe(400);
    expect(
      (await decide({ kind: 'adopt', devices: ['device-of-nobody'] })).status,
    ).toBe(404);
  });

  it('shows each kind of conflict', async () => {
    const database = await databases.init(id);
    const { app, get, send } = await start(database);
    const list = (rows: string) =>
      `serial;vendor;mac;hostname;firmware;last seen\n${rows}`;
    const csv = (rows: string, source: string) =>
      send(list(rows), { kind: 'csv', source });
    await csv(
      `SN-00001;Siemens;${MAC};;2.8;2026-11-01T00:00:00Z
SN-00002;Siemens;${MAC};press-1;;2026-11-01T00:00:00Z
SN-00003;Siemens;00:1b:1b:00:00:08;press-1;;2026-11-01T00:00:00Z`,
      'one',
    );
    await csv(`SN-00001;Siemens;${MAC};;2.9;2026-11-02T00:00:00Z`, 'two');
    await csv(
      'SN-00003;Siemens;00:1b:1b:00:00:09;press-1;;2026-11-02T00:00:00Z',
      'one',
    );
    await csv('SN-00004;Siemens;;;;2026-11-02T00:00:00Z', 'one');
    await csv('SN-00005;Siemens;;;;2026-11-02T00:00:00Z', 'one');
    const { items } = await get('/discovery/devices');
    const keyOf = (serial: string) =>
      items.find((each: any) => each.serial === serial).key;
    const decide = (kind: string, devices: string[]) =>
      request(app).post('/discovery/decisions').send({ kind, devices });
    await decide('adopt', [keyOf('SN-00004')]);
    await decide('dismiss', [keyOf('SN-00005')]);
    await decide('same', [keyOf('SN-00004'), keyOf('SN-00005')]);
    const all = await get('/discovery/devices?state=conflict');
    const kinds = new Set<string>();
    for (const { key } of all.items) {
      const { conflicts } = await get(`/discovery/devices/${key}`);
      for (const { kind, text } of conflicts) {
        kinds.add(kind);
        expect(text.length).toBeGreaterThan(20);
      }
    }
    expect([...kinds].sort()).toEqual([
      'decision',
      'field',
      'hostname-of-several',
      'mac-of-several',
      'network-card',
    ]);
  });

  it('tells of devices that a source misses, and of their return', async () => {
    const database = await databases.init(id);
    const { discovery, get, send } = await start(database);
    const row = (serial: string, day: string) =>
      `${serial};Siemens;${day}T00:00:00Z\n`;
    const head = 'serial;vendor;last seen\n';
    await send(
      head + row('SN-00001', '2026-09-01') + row('SN-00002', '2026-11-20'),
      { kind: 'csv' },
    );
    await discovery.sweep.run();
    const events = async () =>
      (
        await database('outcome_events')
          .whereLike('type', 'device-%')
          .orderBy('sequence')
          .select('type')
      ).map(({ type }) => type);
    expect(await events()).toEqual([
      'device-discovered',
      'device-discovered',
      'device-vanished',
    ]);
    const { items } = await get('/discovery/devices?query=SN-00001');
    expect(items[0].missing).toBe(true);
    await send(head + row('SN-00001', '2026-11-20'), { kind: 'csv' });
    expect((await events()).at(-1)).toBe('device-returned');
    const { history } = await get(`/discovery/devices/${items[0].key}`);
    expect(history.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['added', 'vanished', 'returned']),
    );
  });

  it('survives hostile files', async () => {
    const database = await databases.init(id);
    const { get, send } = await start(database);
    const states: unknown[] = [];
    for (const [kind, content] of [
      ['csv', Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x3b, 0x0a, 0x00])],
      ['csv', `serial;vendor\n<b>x</b>\u0000SN-1;__proto__\n`],
      ['csv', '"'.repeat(100_000)],
      ['nmap', '<!DOCTYPE a [<!ENTITY b "c">]><nmaprun>&b;</nmaprun>'],
      ['nmap', '<nmaprun><host>'],
      ['nessus', '{}'],
      ['cyclonedx', '{"bomFormat":"CycloneDX","__proto__":{"a":1}'],
      ['zeek', '#fields\t\u0000\n'],
      ['suricata', '{"event_type":"dhcp"\n[1,2\n'],
      ['dhcp', 'lease 1.2.3.4 {'],
      ['mud', '[]'],
    ] as const) {
      const sent = await send(content, { kind });
      states.push(sent.body.state);
    }
    expect(new Set(states)).toEqual(new Set(['done']));
    expect((await send('x'.repeat(5_000_001), { kind: 'csv' })).status).toBe(
      413,
    );
    expect((await send('{}', { kind: 'json' })).status).toBe(400);
    expect((await send('a', { kind: 'csv', source: '../x' })).status).toBe(400);
    expect(await database('discovery_import_pieces')).toEqual([]);
    expect((await get('/discovery/imports')).items).toHaveLength(11);
  });

  it('reads JSON and CSV by saved mappings', async () => {
    const database = await databases.init(id);
    const { app, get, send } = await start(database);
    const put = (name: string, body: object) =>
      request(app).put(`/discovery/mappings/${name}`).send(body);
    const saved = await put('assets', {
      kind: 'json',
      mapping: {
        records: 'data.assets',
        fields: {
          vendor: ['maker.name', 'brand'],
          serial: 'sn',
          macs: 'ports[].mac',
        },
      },
    });
    expect(saved.status).toBe(200);
    const document = JSON.stringify({
      data: {
        assets: [
          {
            sn: 'SN-1111',
            brand: 'Moxa',
            ports: [{ mac: MAC }, { mac: 'no' }],
          },
          'x',
        ],
      },
    });
    const sent = await send(document, { kind: 'json', mapping: 'assets' });
    expect(sent.body).toMatchObject({
      state: 'done',
      counts: { added: 1, problems: 2 },
    });
    const { items } = await get('/discovery/devices');
    expect(items[0]).toMatchObject({ vendor: 'Moxa', serial: 'SN-1111' });
    const wrong = await put('assets', {
      kind: 'json',
      mapping: { fields: { serial: 'a..b' } },
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain('fields.serial');
    const preview = await request(app)
      .post('/discovery/mappings/preview')
      .query({ kind: 'json', mapping: 'assets' })
      .set('content-type', 'application/octet-stream')
      .send(document);
    expect(preview.body.columns).toContainEqual({ name: 'ports[].mac' });
    expect(preview.body.suggestion.records).toBe('data.assets');
    const table = await request(app)
      .post('/discovery/mappings/preview')
      .query({ kind: 'csv' })
      .set('content-type', 'application/octet-stream')
      .send(LIST);
    expect(table.body.devices).toHaveLength(2);
    expect(table.body.suggestion.columns.serial).toEqual(['serial']);
    expect(
      (await request(app).delete('/discovery/mappings/assets')).status,
    ).toBe(204);
    expect((await get('/discovery/mappings')).items).toEqual([]);
  });
});

async function waitFor(
  read: () => Promise<{ state: string }>,
  state: string,
): Promise<{ state: string }> {
  for (;;) {
    const found = await read();
    if (found.state === state) return found;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('who may not', () => {
  it('neither reads nor changes anything', async () => {
    const database = await databases.init('SQLITE_3');
    const { app, auditor, send } = await start(database, {
      result: AuthorizeResult.DENY,
    });
    expect((await send(LIST, { kind: 'csv' })).status).toBe(403);
    for (const path of ['devices', 'imports', 'managed', 'worklist']) {
      expect((await request(app).get(`/discovery/${path}`)).status).toBe(403);
    }
    const decided = await request(app)
      .post('/discovery/decisions')
      .send({ kind: 'adopt', devices: ['device-1'] });
    expect(decided.status).toBe(403);
    expect(auditor.createEvent).toHaveBeenCalledTimes(2);
    expect(await database('discovery_import_pieces')).toEqual([]);
  });
});
