import { ConfigReader } from '@backstage/config';
import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import { assessDevices } from './assessDevices';
import type { AssessInput } from './AssessInput';
import { readAssessmentSettings } from './AssessmentSettings';
import { shippedForecasters } from './Forecasters';

const { tables, slaDays } = readAssessmentSettings(new ConfigReader({}));

/** The decision on one group of an exposed device that waits for its fix, and the note on its service level. */
function decisionOn(options: {
  plannedFor?: string;
  findings: { severity?: RiskBand; firstSeenOn: string }[];
  isConfirmed?: boolean;
  kevDateAdded?: string;
  epss?: number;
  exposure?: 'internet' | 'dmz' | 'internal';
}) {
  const input: AssessInput = {
    asOf: '2026-11-20T12:00:00.000Z',
    epssFreshSince: '2026-11-13',
    tables,
    slaDays,
    vulnerabilities: options.findings.map(({ severity }, i) => ({
      cve: `CVE-2026-100${i}`,
      cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      cvssBaseScore: 9.8,
      cwes: ['CWE-78'],
      disclosedOn: '2026-11-01',
      epss: options.epss ?? 0.02,
      epssDate: '2026-11-20',
      severity,
      kevDateAdded: options.kevDateAdded,
    })),
    advisedProducts: [],
    remediations: [
      options.plannedFor
        ? { state: 'announced', plannedFor: options.plannedFor }
        : { state: 'none_available' },
    ],
    devices: [
      {
        ref: 'resource:default/device',
        fields: {
          vendor: 'Example',
          model: 'Gateway',
          addresses: { mac: [], ip: [], hostname: [] },
          exposure: options.exposure ?? 'internet',
          criticality: 'high',
          safety: 'none',
          updateChannel: 'managed',
          changeWindows: [],
          compensatingControls: [],
        },
        findings: options.findings.map(({ firstSeenOn }, i) => ({
          id: String(i),
          groupKey: 'group',
          vulnerability: i,
          remediation: 0,
          isConfirmed: options.isConfirmed ?? true,
          firstSeenOn,
        })),
        anomalies: [],
        plans: {},
      },
    ],
  };
  const { devices, explanations } = assessDevices(input, shippedForecasters);
  const { inputs }: { inputs: { input: string; value: string }[] } = JSON.parse(
    explanations[0].body,
  );
  return {
    decision: devices[0].groups[0].decision,
    level: inputs.find(note => note.input === 'serviceLevel'),
  };
}

const today = '2026-11-20';

describe('decisions on what waits for its fix', () => {
  it('waits for a fix that comes within the service level', () => {
    expect(
      decisionOn({
        plannedFor: '2026-12-20',
        findings: [{ severity: 'medium', firstSeenOn: today }],
      }),
    ).toEqual({
      decision: 'schedule',
      level: expect.objectContaining({
        value: 'medium, days: 90',
        date: today,
      }),
    });
  });

  it.each([
    ['too late', '2027-06-01', 'medium', today],
    ['after the days that are left', '2026-12-20', 'medium', '2026-09-01'],
    ['after the days of its severity', '2026-12-20', 'critical', today],
    ['after those of unknown severity', '2026-12-20', undefined, today],
    ['on no day at all', undefined, 'medium', today],
  ] as const)(
    'mitigates when the fix comes %s',
    (_, plannedFor, severity, firstSeenOn) => {
      const { decision } = decisionOn({
        plannedFor,
        findings: [{ severity, firstSeenOn }],
      });
      expect(decision).toBe('mitigate');
    },
  );

  it('goes by the finding whose days end first', () => {
    const findings = [
      { severity: 'low', firstSeenOn: today },
      { severity: 'medium', firstSeenOn: '2026-09-01' },
    ] as const;
    expect(
      decisionOn({ plannedFor: '2026-12-20', findings: [...findings] }),
    ).toMatchObject({
      decision: 'mitigate',
      level: { value: 'medium, days: 90', date: '2026-09-01' },
    });
  });

  it('mitigates what is exploited, and starts nothing below high for what is not confirmed', () => {
    const findings = [{ severity: 'medium' as const, firstSeenOn: today }];
    expect(
      decisionOn({
        plannedFor: '2026-11-21',
        kevDateAdded: today,
        findings,
      }),
    ).toMatchObject({
      decision: 'mitigate',
      level: { value: 'critical, days: 15' },
    });
    const medium = { findings, epss: 0.0004, exposure: 'dmz' as const };
    expect(decisionOn(medium).decision).toBe('mitigate');
    expect(decisionOn({ ...medium, isConfirmed: false }).decision).toBe(
      'monitor',
    );
    expect(decisionOn({ findings, isConfirmed: false }).decision).toBe(
      'mitigate',
    );
  });
});
