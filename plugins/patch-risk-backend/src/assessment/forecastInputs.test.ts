import { defaultScoreTables } from '@patch-risk/model';
import type { ExploitForecastInput, FixForecastInput } from '@patch-risk/model';
import { assessDevices } from './assessDevices';
import type { AssessFinding, AssessInput } from './AssessInput';
import { shippedForecasters } from './Forecasters';

const NETWORK = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const LOCAL = 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:H';
const OPEN = {
  vendor: 'Siemens',
  product: 'SIMATIC S7-1500',
  versionRange: 'All versions',
  releasedOn: '2026-10-13',
  sectors: ['Energy', 'Chemical'],
  cvssVector: NETWORK,
  cwes: ['CWE-77'],
};
const BOUNDED = { ...OPEN, versionRange: '< V3.1' };

function inputOf(options: {
  devices: AssessFinding[][];
  remediations?: AssessInput['remediations'];
  advisedProducts?: AssessInput['advisedProducts'];
}): AssessInput {
  const { devices } = options;
  return {
    asOf: '2026-11-20T12:00:00.000Z',
    epssFreshSince: '2026-11-13',
    tables: defaultScoreTables,
    slaDays: { critical: 14, high: 30, medium: 90, low: 180 },
    vulnerabilities: [
      {
        cve: 'CVE-2024-0001',
        cvssVector: LOCAL,
        cvssBaseScore: 6.6,
        cwes: ['CWE-787'],
        disclosedOn: '2026-10-01',
      },
      {
        cve: 'CVE-2026-0002',
        cvssVector: NETWORK,
        cvssBaseScore: 9.8,
        cwes: ['CWE-78'],
        disclosedOn: '2026-10-02',
      },
    ],
    remediations: options.remediations ?? [{ state: 'unknown' }],
    advisedProducts: options.advisedProducts ?? [OPEN, BOUNDED],
    devices: devices.map((findings, i) => ({
      ref: `resource:default/device-${i}`,
      fields: {
        vendor: 'SIEMENS AG',
        model: 'S7-1500 CPU 1511',
        addresses: { mac: [], ip: [], hostname: [] },
        changeWindows: [],
        compensatingControls: [],
      },
      findings,
      anomalies: [],
      plans: {},
    })),
  };
}

function finding(
  vulnerability: number,
  change: Partial<AssessFinding> = {},
): AssessFinding {
  return {
    id: String(vulnerability),
    groupKey: 'product',
    vulnerability,
    remediation: 0,
    isConfirmed: true,
    firstSeenOn: '2026-11-20',
    ...change,
  };
}

function record(input: AssessInput) {
  const fixes: FixForecastInput[] = [];
  const exploits: ExploitForecastInput[] = [];
  const output = assessDevices(input, {
    ...shippedForecasters,
    forecastFix: asked => {
      fixes.push(asked);
      return shippedForecasters.forecastFix(asked);
    },
    forecastExploit: asked => {
      exploits.push(asked);
      return shippedForecasters.forecastExploit(asked);
    },
  });
  return { fixes, exploits, output };
}

describe('what the forecasts are asked', () => {
  it('is the product with its range, as the advisory writes them on the day of its release', () => {
    const { fixes, exploits } = record(
      inputOf({
        devices: [
          [
            finding(0, { advisedProduct: 0 }),
            finding(1, { advisedProduct: 0 }),
          ],
        ],
      }),
    );
    expect(fixes).toEqual([
      {
        vendor: 'Siemens',
        product: 'SIMATIC S7-1500',
        productsAffectedText: 'SIMATIC S7-1500: All versions',
        sectors: ['Energy', 'Chemical'],
        cve: 'CVE-2026-0002',
        cvssVector: NETWORK,
        cwes: ['CWE-77'],
        disclosedOn: '2026-10-13',
        asOf: '2026-11-20',
        state: 'unknown',
      },
    ]);
    expect(exploits).toMatchObject([
      {
        vendor: 'Siemens',
        product: 'unlisted',
        cvssBaseScore: 6.6,
        disclosedOn: '2026-10-01',
      },
      { product: 'unlisted', disclosedOn: '2026-10-02' },
    ]);
  });

  it('tells products apart that KEV listed, and others not', () => {
    const named = (product: string) => ({ ...OPEN, product });
    const { exploits } = record(
      inputOf({
        devices: [0, 1, 2].map(advisedProduct => [
          finding(0, { advisedProduct }),
        ]),
        advisedProducts: [
          named('SIMATIC S7-1500'),
          named('SIMATIC S7-1200'),
          named('SIMATIC CP 1543-1'),
        ],
      }),
    );
    expect(exploits.map(({ product }) => product)).toEqual([
      'unlisted',
      'simatic cp',
    ]);
  });

  it('is asked once for each vulnerability, product and range, whatever the number of devices', () => {
    const devices = Array.from({ length: 60 }, (_, i) => [
      finding(0, { advisedProduct: i % 2 }),
      finding(1, { advisedProduct: i % 2 }),
    ]);
    const { fixes, exploits, output } = record(inputOf({ devices }));
    expect(fixes).toHaveLength(2);
    expect(exploits).toHaveLength(2);
    const kinds = (kind: string) =>
      output.curves.filter(curve => curve.kind === kind).length;
    expect(kinds('fix-survival')).toBe(2);
    expect(kinds('exploitation-hazard')).toBe(1);
    const [open, bounded] = output.devices.map(device =>
      JSON.parse(device.groups[0].fixForecast),
    );
    expect(open.medianDays).toBeUndefined();
    expect(bounded.medianDays).toBe(0);
  });

  it('is of the finding whose fix comes last, in its own state and product', () => {
    const { fixes } = record(
      inputOf({
        devices: [
          [
            finding(0, { advisedProduct: 0 }),
            finding(1, { remediation: 1, advisedProduct: 1 }),
          ],
        ],
        remediations: [{ state: 'unknown' }, { state: 'available' }],
      }),
    );
    expect(fixes).toMatchObject([
      {
        cve: 'CVE-2024-0001',
        productsAffectedText: 'SIMATIC S7-1500: All versions',
      },
    ]);
  });

  it('is the vendor of the device where the finding does not say what the advisory does', () => {
    const { fixes, exploits } = record(inputOf({ devices: [[finding(0)]] }));
    expect(fixes).toMatchObject([
      { vendor: 'SIEMENS AG', disclosedOn: '2026-10-01' },
    ]);
    expect(fixes[0].productsAffectedText).toBeUndefined();
    expect(exploits).toMatchObject([{ vendor: 'SIEMENS AG' }]);
    expect(exploits[0].product).toBeUndefined();
  });

  it('counts a malformed vector or date of an advisory as missing, and keeps its text', () => {
    const input = inputOf({
      devices: [[finding(0, { advisedProduct: 0 })]],
      advisedProducts: [{ ...OPEN, releasedOn: '2027-13-40' }],
    });
    const { fixes, output } = record(input);
    expect(fixes).toHaveLength(2);
    expect(fixes[1]).toMatchObject({
      productsAffectedText: 'SIMATIC S7-1500: All versions',
      disclosedOn: undefined,
    });
    expect(output.devices[0].index).toBeGreaterThan(0);
  });
});
