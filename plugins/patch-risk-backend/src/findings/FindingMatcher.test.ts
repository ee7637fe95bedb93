import { resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DeviceStore } from '../database/DeviceStore';
import { FindingHistoryStore } from '../database/FindingHistoryStore';
import { FindingStore } from '../database/FindingStore';
import { FindingMatcher } from './FindingMatcher';
import { matchComponents, matchConfigurations } from '@patch-risk/match';
import type { ComponentMatchInput, MatchInput } from '@patch-risk/match';
import type { MatchWorkers } from './MatchWorkers';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const workers = {
  run: (name: string, input: unknown) =>
    name === 'match'
      ? matchConfigurations(input as MatchInput)
      : matchComponents(input as ComponentMatchInput),
} as MatchWorkers;

/** A clock that a test turns. */
class TurnedClock {
  readonly pinned = false;
  at = new Date('2026-11-01T00:00:00.000Z');
  now = () => this.at;
  turn(hours: number) {
    this.at = new Date(this.at.getTime() + hours * 3_600_000);
  }
}

async function prepare(id: Parameters<typeof databases.init>[0]) {
  const database = await databases.init(id);
  await database.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  const clock = new TurnedClock();
  const create = () =>
    FindingMatcher.create({
      database,
      clock,
      logger: mockServices.logger.mock(),
      workers,
    });
  const findings = FindingStore.create({ database });
  return {
    database,
    clock,
    create,
    matcher: create(),
    devices: DeviceStore.create({ database }),
    list: async (
      options: { includeClosed?: boolean; deviceRef?: string } = {},
    ) => (await findings.list({ limit: 100, ...options })).items,
    findings,
    events: async () =>
      (await database('outcome_events').orderBy('sequence')).map(
        (row: { type: string; device_ref: string; payload: string }) => ({
          type: row.type,
          deviceRef: row.device_ref,
          ...JSON.parse(row.payload),
        }),
      ),
  };
}

async function addDevice(
  database: Knex,
  name: string,
  device: {
    vendor?: string;
    model?: string;
    firmwareVersion?: string;
    hardwareVersion?: string;
  },
  at = '2026-11-01T00:00:00.000Z',
) {
  await database('devices').insert({
    entity_ref: `resource:default/${name}`,
    uid: name,
    etag: name,
    title: name,
    vendor: device.vendor ?? null,
    model: device.model ?? null,
    firmware_version: device.firmwareVersion ?? null,
    hardware_version: device.hardwareVersion ?? null,
    fields: JSON.stringify({
      ...device,
      addresses: { mac: [], ip: [], hostname: [] },
      changeWindows: [],
      compensatingControls: [],
    }),
    problems: '[]',
    first_seen_at: at,
    last_seen_at: at,
    changed_at: at,
    missed_scans: 0,
  });
}

interface RowOptions {
  cve?: string;
  vendor?: string;
  product?: string;
  range?: string;
  status?: string;
  state?: string;
  fixedVersion?: string;
  justification?: string;
}

async function setAdvisory(
  database: Knex,
  id: string,
  version: string,
  rows: RowOptions[],
) {
  await database('advisory_products').where('advisory_id', id).delete();
  await database('advisories')
    .insert({
      id,
      feed_id: 'csaf-test',
      tracking_id: id,
      version,
      title: `Advisory ${id} <script>`,
      publisher: 'test',
      url: `https://example.com/${id}`,
      released_on: '2026-01-01',
      revised_on: '2026-01-01',
      content_hash: `${id}/${version}`,
      changed_at: '2026-11-01T00:00:00.000Z',
    })
    .onConflict('id')
    .merge();
  for (const row of rows) {
    await database('advisory_products').insert({
      advisory_id: id,
      cve: row.cve ?? 'CVE-2026-0001',
      product_id: 'CSAFPID-0001',
      vendor_key: (row.vendor ?? 'Siemens').toLocaleLowerCase('en-US'),
      vendor: row.vendor ?? 'Siemens',
      product: row.product ?? 'SIMATIC S7-1500 CPU family',
      branch_path: JSON.stringify(['Siemens', row.product ?? 'S7-1500']),
      version_range: row.range ?? null,
      status: row.status ?? 'affected',
      justification: row.justification ?? null,
      remediation_state: row.state ?? 'available',
      fixed_version: row.fixedVersion ?? null,
      available_since: '2026-01-01',
      remediation_url: null,
      remediation_details: null,
      planned_for: null,
    });
  }
}

const PLC = {
  vendor: 'Siemens AG',
  model: 'SIMATIC S7-1500 CPU 1515-2 PN',
  firmwareVersion: 'V2.8.3',
};

describe.each(databases.eachSupportedId())('FindingMatcher, %p', id => {
  it('keeps what a publisher calls not affected as set aside, and tells why each change came', async () => {
    const { clock, database, findings, matcher } = await prepare(id);
    await addDevice(database, 'plc', PLC);
    await setAdvisory(database, 'a1', '1', [{ status: 'under_investigation' }]);
    await matcher.run({});
    clock.turn(1);
    await setAdvisory(database, 'a1', '2', [{ status: 'affected' }]);
    await matcher.run({});
    clock.turn(1);
    await setAdvisory(database, 'a1', '3', [
      { status: 'not_affected', justification: 'component_not_present' },
    ]);
    await matcher.run({});
    expect((await findings.list({ limit: 5 })).items).toEqual([]);
    const { items } = await findings.list({ limit: 5, suppressed: 'only' });
    expect(items).toMatchObject([
      {
        status: 'not_affected',
        suppression: {
          by: 'vex',
          id: 'a1',
          justification: 'component_not_present',
        },
      },
    ]);
    const history = FindingHistoryStore.create({ database });
    const kept = await history.list(items[0].id);
    await matcher.run({});
    expect(await history.list(items[0].id)).toEqual(kept);
    clock.turn(1);
    await setAdvisory(database, 'a1', '4', [{ status: 'affected' }]);
    await matcher.run({});
    expect((await findings.list({ limit: 5 })).items).toHaveLength(1);
    await database('devices').update({
      firmware_version: 'V9.0',
      changed_at: clock.now().toISOString(),
    });
    await setAdvisory(database, 'a1', '4', [{ range: '<V3' }]);
    clock.turn(1);
    await matcher.run({});
    expect(
      (await history.list(items[0].id)).map(({ type, cause, changes }) => [
        type,
        cause.kind,
        cause.documentVersion ?? cause.to,
        changes.map(({ field }) => field),
      ]),
    ).toEqual([
      ['opened', 'document', '1', []],
      ['changed', 'document', '2', ['status', 'confidence', 'evidence']],
      ['suppressed', 'vex', '3', ['status', 'evidence']],
      ['reopened', 'document', '4', []],
      ['closed', 'device-version', 'V9.0', []],
    ]);
  });

  it('keeps what the advisory of the remediation says of the product, and follows it', async () => {
    const { database, matcher, create } = await prepare(id);
    await addDevice(database, 'plc', PLC);
    await setAdvisory(database, 'a1', '1', [
      { state: 'none_available', range: '<V3' },
    ]);
    await setAdvisory(database, 'a2', '1', [
      { state: 'unknown', product: 'S7-1500 CPU', range: '<V4' },
    ]);
    await database('advisory_vulnerabilities').insert({
      advisory_id: 'a1',
      cve: 'CVE-2026-0001',
      cvss_vector: 'AV:N',
      cwes: '["CWE-20"]',
    });
    const kept = async () =>
      (await database('findings').select('advised_product')).map(row =>
        JSON.parse(row.advised_product),
      );
    await matcher.run({});
    expect(await kept()).toEqual([
      {
        vendor: 'Siemens',
        product: 'SIMATIC S7-1500 CPU family',
        versionRange: '<V3',
        releasedOn: '2026-01-01',
        cvssVector: 'AV:N',
        cwes: ['CWE-20'],
      },
    ]);
    await database('advisories')
      .where('id', 'a1')
      .update({ sectors: '["Energy"]', content_hash: 'a1/2' });
    expect(await matcher.run({})).toMatchObject({ changed: 1 });
    expect(await kept()).toMatchObject([{ sectors: ['Energy'] }]);
    expect(await create().run({})).toMatchObject({ changed: 0 });
  });

  it('opens, keeps, changes, closes and reopens a finding, each once', async () => {
    const { database, clock, matcher, devices, list, events } = await prepare(
      id,
    );
    await addDevice(database, 'plc', PLC);
    await addDevice(database, 'plc-2', PLC);
    await database('vulnerabilities').insert({
      cve: 'CVE-2026-0001',
      title: 'Overflow',
      cvss: JSON.stringify({
        version: '3.1',
        vector: 'CVSS:3.1/AV:N',
        baseScore: 9.8,
      }),
      cwes: '["CWE-787"]',
      kev_date_added: '2026-02-01',
      kev_ransomware: true,
      epss: 0.5,
      epss_date: '2026-10-31',
      changed_at: '2026-11-01T00:00:00.000Z',
    });
    await setAdvisory(database, 'a1', '1', [{ range: '<V2.9.2' }]);
    expect(await matcher.run({})).toMatchObject({
      opened: 2,
      changed: 0,
      closed: 0,
    });
    const [finding, second] = await list();
    expect(finding).toMatchObject({
      deviceRef: 'resource:default/plc',
      cve: 'CVE-2026-0001',
      title: 'Overflow',
      status: 'affected',
      confidence: 0.8,
      cvss: { baseScore: 9.8 },
      cwes: ['CWE-787'],
      kev: { dateAdded: '2026-02-01', ransomware: true },
      epss: { score: 0.5, date: '2026-10-31' },
      remediation: {
        state: 'available',
        fixedVersion: 'V2.9.2',
        availableSince: '2026-01-01',
      },
      evidence: [
        {
          advisoryId: 'a1',
          advisoryVersion: '1',
          advisoryUrl: 'https://example.com/a1',
          branchPath: ['Siemens', 'S7-1500'],
          range: '<V2.9.2',
          comparedVersion: 'V2.8.3',
          comparison: 'inside',
        },
      ],
      firstSeenAt: '2026-11-01T00:00:00.000Z',
    });
    expect(second.fixGroupKey).toBe(finding.fixGroupKey);
    expect((await devices.get('resource:default/plc'))?.matchState).toBe(
      'matched',
    );

    clock.turn(1);
    expect(await matcher.run({})).toMatchObject({
      opened: 0,
      changed: 0,
      closed: 0,
    });
    expect(await events()).toHaveLength(2);

    clock.turn(1);
    await setAdvisory(database, 'a1', '2', [{ range: '<V2.9.4' }]);
    expect(await matcher.run({})).toMatchObject({
      opened: 0,
      changed: 2,
      closed: 0,
    });
    expect((await list())[0].fixGroupKey).not.toBe(finding.fixGroupKey);

    clock.turn(1);
    await database('devices')
      .where('entity_ref', 'resource:default/plc')
      .update({
        firmware_version: 'V2.9.4',
        changed_at: clock.now().toISOString(),
      });
    expect(await matcher.run({})).toMatchObject({
      opened: 0,
      changed: 0,
      closed: 1,
    });
    expect(await list()).toHaveLength(1);
    const [closed] = await list({
      includeClosed: true,
      deviceRef: 'resource:default/plc',
    });
    expect(closed).toMatchObject({
      id: finding.id,
      status: 'fixed',
      closedAt: '2026-11-01T03:00:00.000Z',
      evidence: [{ comparison: 'outside', comparedVersion: 'V2.9.4' }],
    });

    clock.turn(1);
    await database('devices')
      .where('entity_ref', 'resource:default/plc')
      .update({
        firmware_version: 'V2.8.3',
        changed_at: clock.now().toISOString(),
      });
    expect(await matcher.run({})).toMatchObject({
      opened: 1,
      changed: 0,
      closed: 0,
    });
    const reopened = (await list()).find(item => item.id === finding.id);
    expect(reopened).toMatchObject({
      firstSeenAt: finding.firstSeenAt,
      status: 'affected',
    });
    expect(reopened?.closedAt).toBeUndefined();

    clock.turn(1);
    await setAdvisory(database, 'a1', '3', []);
    expect(await matcher.run({})).toMatchObject({
      opened: 0,
      changed: 0,
      closed: 2,
    });
    expect(
      (await events()).map(event => [
        event.type,
        event.reason ?? event.reopened,
      ]),
    ).toEqual([
      ['finding-opened', false],
      ['finding-opened', false],
      ['finding-changed', undefined],
      ['finding-changed', undefined],
      ['finding-closed', 'fixed'],
      ['finding-opened', true],
      ['finding-closed', 'no-longer-named'],
      ['finding-closed', 'no-longer-named'],
    ]);
    expect((await devices.get('resource:default/plc'))?.matchState).toBe(
      'no-product',
    );
  });

  it('merges documents, and lets the narrower statement of one document count', async () => {
    const { database, matcher, list } = await prepare(id);
    await addDevice(database, 'plc', PLC);
    await setAdvisory(database, 'a1', '1', [
      { cve: 'CVE-2026-0001', range: '<V3' },
      { cve: 'CVE-2026-0001', range: 'V2.8.3', status: 'not_affected' },
      { cve: 'CVE-2026-0002', range: '<V3', fixedVersion: 'V3.0' },
      { cve: 'CVE-2026-0003', range: '<V3', status: 'under_investigation' },
      {
        cve: 'CVE-2026-0004',
        range: 'All versions with the web server enabled',
      },
      { cve: 'CVE-2026-0005', vendor: 'Schneider Electric', range: '*' },
      {
        cve: 'CVE-2026-0006',
        product: 'SIMATIC S7-1200 CPU family',
        range: '*',
      },
    ]);
    await setAdvisory(database, 'a2', '1', [
      {
        cve: 'CVE-2026-0002',
        product: 'SIMATIC S7-1500 CPU 1515-2 PN (6ES7515-2AM01-0AB0)',
        range: '< V3.1',
        fixedVersion: 'V3.1',
      },
    ]);
    await matcher.run({});
    const found = await list();
    expect(
      found.map(({ cve, status, confidence }) => [cve, status, confidence]),
    ).toEqual([
      ['CVE-2026-0002', 'affected', 0.98],
      ['CVE-2026-0003', 'under_investigation', 0.4],
      ['CVE-2026-0004', 'unknown', 0.24],
    ]);
    expect(found[0].evidence.map(item => item.advisoryId).sort()).toEqual([
      'a1',
      'a2',
    ]);
    expect(found[0].remediation.fixedVersion).toBe('V3.1');
    expect(found[2].evidence[0].comparison).toBe('incomparable');
  });

  it('says why a device is not matched, and never calls the unknown safe', async () => {
    const { database, matcher, devices, list } = await prepare(id);
    await addDevice(database, 'no-version', {
      ...PLC,
      firmwareVersion: undefined,
    });
    await addDevice(database, 'nonsense', {
      ...PLC,
      firmwareVersion: "'; DROP TABLE devices;--",
    });
    await addDevice(database, 'no-vendor', { model: 'X1' });
    await addDevice(database, 'no-model', { vendor: 'Siemens' });
    await addDevice(database, 'stranger', { vendor: 'Acme', model: 'X1' });
    await addDevice(database, 'other', {
      vendor: 'Siemens',
      model: '__proto__ <b>9000',
    });
    await setAdvisory(database, 'a1', '1', [{ range: '<V2.9.2' }]);
    await matcher.run({});
    const { items } = await devices.list({ limit: 10 });
    expect(
      items.map(item => [item.entityRef.split('/')[1], item.matchState]),
    ).toEqual([
      ['no-model', 'no-product'],
      ['no-vendor', 'no-product'],
      ['no-version', 'no-version'],
      ['nonsense', 'no-version'],
      ['other', 'no-product'],
      ['stranger', 'no-product'],
    ]);
    expect(items[1].matchReason).toBe('The device names no vendor');
    expect(
      (await list()).map(item => [
        item.status,
        item.confidence,
        item.evidence[0].comparison,
      ]),
    ).toEqual([
      ['unknown', 0.24, 'no-version'],
      ['unknown', 0.24, 'incomparable'],
    ]);
  });

  it('tells series of the hardware apart, and says when the catalog names none', async () => {
    const { database, matcher, list } = await prepare(id);
    const product = '1756-EN2T Series A and B';
    await setAdvisory(database, 'ICSA-H', '1', [
      { vendor: 'Rockwell Automation', product, range: '<= 5.008' },
    ]);
    const device = {
      vendor: 'Rockwell Automation',
      model: '1756-EN2T',
      firmwareVersion: '5.007',
    };
    await addDevice(database, 'meant', { ...device, hardwareVersion: 'B' });
    await addDevice(database, 'other', { ...device, hardwareVersion: 'D' });
    await addDevice(database, 'silent', device);
    await matcher.run({});
    expect(
      (await list()).map(({ deviceRef, status }) => [deviceRef, status]),
    ).toEqual([
      ['resource:default/meant', 'affected'],
      ['resource:default/silent', 'unknown'],
    ]);
  });

  it('closes the findings of a device that is gone, and pages', async () => {
    const { database, clock, matcher, create, findings, list, events } =
      await prepare(id);
    await addDevice(database, 'plc', PLC);
    await setAdvisory(database, 'a1', '1', [
      { cve: 'CVE-2026-0001', range: '*' },
      { cve: 'CVE-2026-0002', range: '*' },
      { cve: 'CVE-2026-0003', range: '*' },
    ]);
    await matcher.run({});
    const first = await findings.list({ limit: 2 });
    const second = await findings.list({ limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(item => item.cve)).toEqual([
      'CVE-2026-0001',
      'CVE-2026-0002',
      'CVE-2026-0003',
    ]);
    expect(second.nextCursor).toBeUndefined();
    await expect(findings.list({ limit: 2, cursor: 'x' })).rejects.toThrow(
      'cursor: "x" is not a cursor',
    );
    clock.turn(1);
    await database('devices').update({ gone_at: clock.now().toISOString() });
    // A new process matches everything once, devices that are gone included.
    expect(await create().run({})).toMatchObject({ closed: 3 });
    expect(await list()).toEqual([]);
    expect((await events()).at(-1)).toMatchObject({
      type: 'finding-closed',
      reason: 'device-gone',
    });
  });

  it('ends between batches when aborted, and the next run does the rest', async () => {
    const { database, matcher, list } = await prepare(id);
    for (let index = 0; index < 150; index++) {
      await addDevice(database, `plc-${index}`, PLC);
    }
    await setAdvisory(database, 'a1', '1', [{ range: '*' }]);
    const abort = new AbortController();
    const progress: number[] = [];
    await expect(
      matcher.run({
        signal: abort.signal,
        onProgress: share => {
          progress.push(share);
          abort.abort();
        },
      }),
    ).rejects.toThrow();
    expect(await list()).toHaveLength(100);
    expect(progress).toEqual([100 / 150]);
    expect(await matcher.run({})).toMatchObject({ opened: 50, changed: 0 });
  });
});
