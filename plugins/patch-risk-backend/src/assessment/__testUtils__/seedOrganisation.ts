import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { AdvisedProduct } from '../../findings/AdvisedProduct';

/** The instant at which the seeded organisation is assessed. */
export const SEEDED_AT = '2026-11-20T12:00:00.000Z';

type Fields = Partial<DeviceFields>;

const NETWORK = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const LOCAL = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:H';

/** Adds a device. */
export async function seedDevice(
  database: Knex,
  options: {
    name: string;
    fields?: Fields;
    matchState?: string;
    lastSeenAt?: string;
  },
): Promise<string> {
  const { name, fields, matchState = 'matched' } = options;
  const ref = `resource:default/${name}`;
  const seenAt = options.lastSeenAt ?? '2026-11-20T10:00:00.000Z';
  await database('devices').insert({
    entity_ref: ref,
    uid: name,
    etag: '1',
    title: name,
    owner_ref: 'group:default/operations',
    site_ref: 'resource:default/plant',
    zone: fields?.zone?.name ?? null,
    vendor: fields?.vendor ?? null,
    model: fields?.model ?? null,
    firmware_version: fields?.firmwareVersion ?? null,
    fields: JSON.stringify({
      addresses: { mac: [], ip: [], hostname: [] },
      changeWindows: [],
      compensatingControls: [],
      ...fields,
    }),
    problems: '[]',
    first_seen_at: seenAt,
    last_seen_at: seenAt,
    changed_at: seenAt,
    match_state: matchState,
  });
  return ref;
}

/** Adds a finding. */
export async function seedFinding(
  database: Knex,
  options: {
    deviceRef: string;
    cve: string;
    group: string;
    remediation: object;
    status?: string;
    advisedProduct?: AdvisedProduct;
  },
): Promise<void> {
  const { deviceRef, cve, group, remediation, status = 'affected' } = options;
  await database('findings').insert({
    id: `${deviceRef}-${cve}`,
    device_ref: deviceRef,
    cve,
    status,
    confidence: 1,
    evidence: '[]',
    remediation: JSON.stringify(remediation),
    advised_product: options.advisedProduct
      ? JSON.stringify(options.advisedProduct)
      : null,
    fix_group_key: group,
    first_seen_at: SEEDED_AT,
    last_seen_at: SEEDED_AT,
    changed_at: SEEDED_AT,
  });
}

async function seedVulnerabilities(database: Knex): Promise<void> {
  const at = { changed_at: SEEDED_AT };
  await database('vulnerabilities').insert([
    {
      cve: 'CVE-2026-1001',
      disclosed_on: '2026-03-02',
      cvss: JSON.stringify({ version: '3.1', vector: NETWORK, baseScore: 9.8 }),
      cwes: '["CWE-78"]',
      kev_date_added: '2026-06-01',
      ...at,
    },
    {
      cve: 'CVE-2026-1002',
      disclosed_on: '2026-05-12',
      cvss: JSON.stringify({ version: '3.1', vector: LOCAL, baseScore: 6.6 }),
      cwes: '["CWE-787"]',
      epss: 0.0371,
      epss_date: '2026-11-19',
      ...at,
    },
    {
      cve: 'CVE-2026-1003',
      disclosed_on: '2026-10-01',
      cvss: JSON.stringify({ version: '3.1', vector: NETWORK, baseScore: 9.8 }),
      cwes: '["CWE-79"]',
      epss: 0.4,
      epss_date: '2026-01-01',
      ...at,
    },
    { cve: 'CVE-2026-1004', cwes: '[]', ...at },
    {
      cve: 'CVE-2026-1005',
      disclosed_on: '2026-02-01',
      cvss: JSON.stringify({
        version: '4.0',
        vector:
          'CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:N/SC:N/SI:N/SA:H',
        baseScore: 7.1,
      }),
      cwes: '["CWE-306"]',
      epss: 0.0009,
      epss_date: '2026-11-19',
      ...at,
    },
  ]);
}

/**
 * A small organisation with every kind of device and finding: exploited, fresh and stale EPSS, nothing known, with and
 * without a fix, a plan, windows, controls, anomalies, and devices that cannot be assessed.
 */
export async function seedOrganisation(database: Knex): Promise<void> {
  await seedVulnerabilities(database);
  await database('feed_states').insert([
    { feed_id: 'kev', state: 'ok', snapshot_date: '2026-11-18' },
    { feed_id: 'epss', state: 'ok', snapshot_date: '2026-11-19' },
    { feed_id: 'csaf-a', state: 'ok', last_success_at: SEEDED_AT },
    { feed_id: 'csaf-b', state: 'ok', snapshot_date: '2026-11-01' },
  ]);
  const available = {
    state: 'available',
    fixedVersion: '2.4.1',
    availableSince: '2026-06-10',
  };
  const server = await seedDevice(database, {
    name: 'server',
    fields: {
      vendor: 'Example',
      model: 'Gateway',
      firmwareVersion: '2.3',
      zone: { name: 'edge', purdueLevel: 4, securityLevel: 1 },
      exposure: 'internet',
      criticality: 'critical',
      safety: 'none',
      updateChannel: 'managed',
      changeWindows: [
        {
          rrule: 'DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA',
          timeZone: 'Europe/Berlin',
          durationMinutes: 120,
        },
      ],
    },
  });
  const fixed = { deviceRef: server, group: 'fix-2.4.1' };
  const none = { state: 'none_available' };
  await seedFinding(database, {
    ...fixed,
    cve: 'CVE-2026-1001',
    remediation: available,
  });
  await seedFinding(database, {
    ...fixed,
    cve: 'CVE-2026-1002',
    remediation: available,
  });
  await seedFinding(database, {
    deviceRef: server,
    group: 'web',
    cve: 'CVE-2026-1003',
    remediation: none,
    status: 'under_investigation',
  });
  await seedFinding(database, {
    deviceRef: server,
    group: 'closed by now',
    cve: 'CVE-2026-1005',
    remediation: none,
    status: 'fixed',
  });
  const controller = await seedDevice(database, {
    name: 'controller',
    fields: {
      vendor: 'Siemens',
      model: 'PLC',
      zone: { name: 'cell', purdueLevel: 1, securityLevel: 2 },
      exposure: 'internal',
      criticality: 'high',
      safety: 'direct',
      updateChannel: 'manual',
      endOfSupport: '2026-01-01',
      compensatingControls: [
        { kind: 'segmentation' },
        { kind: 'virtual-patch', reviewOn: '2027-01-01' },
        { kind: 'disabled-service', reviewOn: '2026-01-01' },
      ],
    },
  });
  await seedFinding(database, {
    deviceRef: controller,
    group: 'never',
    cve: 'CVE-2026-1005',
    remediation: { state: 'no_fix_planned' },
  });
  await seedFinding(database, {
    deviceRef: controller,
    group: 'soon',
    cve: 'CVE-2026-1002',
    remediation: { state: 'announced', plannedFor: '2027-02-01' },
  });
  const bare = await seedDevice(database, { name: 'bare' });
  await seedFinding(database, {
    deviceRef: bare,
    group: 'unknown',
    cve: 'CVE-2026-1004',
    remediation: { state: 'unknown' },
    status: 'unknown',
    advisedProduct: {
      vendor: 'Siemens',
      product: 'SIMATIC S7-1500',
      versionRange: 'All versions',
      releasedOn: '2026-10-13',
      sectors: ['Energy'],
      cvssVector: NETWORK,
      cwes: ['CWE-400'],
    },
  });
  const quiet = await seedDevice(database, {
    name: 'quiet',
    fields: { exposure: 'dmz', criticality: 'medium', safety: 'indirect' },
  });
  await seedDevice(database, { name: 'clean' });
  await seedDevice(database, { name: 'foreign', matchState: 'no-product' });
  await seedDevice(database, { name: 'nonsense', matchState: 'no-version' });
  await seedDevice(database, {
    name: 'lost',
    lastSeenAt: '2026-10-01T00:00:00.000Z',
  });
  const anomaly = {
    metric: 'cpu',
    score: 9,
    observed: 9,
    expected: 1,
    planned_change: false,
    started_at: '2026-11-19T00:00:00.000Z',
  };
  await database('anomalies').insert([
    { ...anomaly, id: 'a1', device_ref: quiet, severity: 'high' },
    { ...anomaly, id: 'a2', device_ref: quiet, severity: 'low' },
    {
      ...anomaly,
      id: 'a3',
      device_ref: server,
      severity: 'medium',
      ended_at: '2026-11-19T09:00:00.000Z',
    },
    {
      ...anomaly,
      id: 'a4',
      device_ref: controller,
      severity: 'critical',
      planned_change: true,
    },
  ]);
  await database('tasks').insert({
    id: 't1',
    kind: 'patch',
    title: 'Update',
    status: 'open',
    cves: '[]',
    decision: 'act',
    priority: 'critical',
    due_date: '2026-12-24',
    due_reason: '{}',
    planned_start: '2026-12-05T01:00:00.000Z',
    content_hash: 'x',
    created_at: SEEDED_AT,
    updated_at: SEEDED_AT,
  });
  await database('task_devices').insert({
    task_id: 't1',
    device_ref: server,
    group_key: 'fix-2.4.1',
  });
}
