import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const FIRST_DAY_MS = Date.parse('2025-03-03T00:00:00.000Z');
const DAY_MS = 86_400_000;
const SITES = ['north', 'south'];

interface Device {
  name: string;
  vendor: string;
  model: string;
  cve: string;
  day: number;
}

/**
 * A made-up organisation in which each day brings flaws of as many products, each in one device: one task, one ticket for
 * each. Some flaws of the day before are exploited by then, which moves dates of tickets.
 */
export class Organisation {
  readonly days: number;
  readonly #devices: Device[];
  readonly #firmwareVersions: Record<number, string>;

  /** @param options - `firmwareVersions` by number of the device; others have 1.4.0 */
  static create(options: {
    days: number;
    tasksPerDay: number;
    firmwareVersions?: Record<number, string>;
  }): Organisation {
    return new Organisation(options);
  }

  private constructor(options: {
    days: number;
    tasksPerDay: number;
    firmwareVersions?: Record<number, string>;
  }) {
    this.#firmwareVersions = options.firmwareVersions ?? {};
    this.days = options.days;
    this.#devices = Array.from(
      { length: options.days * options.tasksPerDay },
      (_, index) => ({
        name: `device-${index}`,
        vendor: `Maker ${String.fromCharCode(65 + (index % 7))}`,
        model: `Controller ${100 + index}`,
        cve: `CVE-2025-${20_000 + index}`,
        day: Math.floor(index / options.tasksPerDay),
      }),
    );
  }

  get deviceCount(): number {
    return this.#devices.length;
  }

  /** Tickets that there must be at the end of a day. */
  ticketCount(day: number): number {
    return this.#devices.filter(device => device.day <= day).length;
  }

  /** Date of a day, counted from 0. */
  date(day: number): string {
    return new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10);
  }

  /** Entity refs of the devices that send telemetry. */
  get senders(): string[] {
    return this.#devices
      .slice(0, 6)
      .map(({ name }) => `resource:default/${name}`);
  }

  /** Writes the catalog. @returns the path of its file */
  writeCatalog(folder: string): string {
    const entity = (kind: string, metadata: object, spec: object) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata,
      spec,
    });
    const entities = [
      entity('Group', { name: 'operators' }, { type: 'team', children: [] }),
      ...SITES.map(name =>
        entity(
          'Resource',
          {
            name: `site-${name}`,
            annotations: { 'patch-risk.io/time-zone': 'Europe/Berlin' },
          },
          { type: 'site', owner: 'group:default/operators' },
        ),
      ),
      ...this.#devices.map(({ name, vendor, model }, index) =>
        entity(
          'Resource',
          { name },
          {
            type: 'device',
            owner: 'group:default/operators',
            dependsOn: [`resource:site-${SITES[index % SITES.length]}`],
            device: {
              vendor,
              model,
              firmwareVersion: this.#firmwareVersions[index] ?? '1.4.0',
              exposure: 'internet',
              criticality: 'critical',
              safety: 'direct',
            },
          },
        ),
      ),
    ];
    const file = join(folder, 'catalog.yaml');
    writeFileSync(file, entities.map(one => stringify(one)).join('---\n'));
    return file;
  }

  /** KEV as it stands on a day. */
  kev(day: number): object {
    const vulnerabilities = this.#devices
      .filter((device, index) => device.day < day && index % 4 === 0)
      .map(device => ({
        cveID: device.cve,
        vendorProject: device.vendor,
        product: device.model,
        vulnerabilityName: `${device.model} remote access`,
        dateAdded: this.date(device.day + 1),
        shortDescription: 'Made up for a test.',
        requiredAction: 'Patch.',
        dueDate: this.date(device.day + 8),
        knownRansomwareCampaignUse: 'Unknown',
        notes: '',
        cwes: ['CWE-787'],
      }));
    return {
      title: 'Made up for a test',
      catalogVersion: this.date(day),
      dateReleased: `${this.date(day)}T00:00:00.000Z`,
      count: vulnerabilities.length,
      vulnerabilities,
    };
  }

  /** EPSS as it stands on a day, as CSV. */
  epss(day: number): string {
    const rows = this.#devices
      .filter(device => device.day <= day)
      .map(
        ({ cve }, index) =>
          `${cve},${((index * 7 + day * 13) % 90) / 100 + 0.01},0.9`,
      );
    return [
      `#model_version:v2025.03.14,score_date:${this.date(day)}T00:00:00+0000`,
      'cve,epss,percentile',
      ...rows,
      '',
    ].join('\n');
  }

  /** Advisories as they stand on a day, by file name. */
  advisories(day: number): Map<string, { date: string; document: object }> {
    return new Map(
      this.#devices
        .filter(device => device.day <= day)
        .map(device => [
          `advisory-${device.name}.json`,
          {
            date: `${this.date(device.day)}T00:00:00Z`,
            document: this.#advisory(device),
          },
        ]),
    );
  }

  #advisory(device: Device): object {
    const { vendor, model, cve } = device;
    const date = `${this.date(device.day)}T00:00:00Z`;
    const version = (category: string, name: string, id: string) => ({
      category,
      name,
      product: { product_id: id, name: `${vendor} ${model} ${name}` },
    });
    return {
      document: {
        category: 'csaf_security_advisory',
        csaf_version: '2.0',
        distribution: { tlp: { label: 'WHITE' } },
        publisher: {
          category: 'other',
          name: 'Test',
          namespace: 'https://test.example',
        },
        title: `${vendor} ${model}`,
        tracking: {
          id: `TEST-${device.name}`,
          initial_release_date: date,
          current_release_date: date,
          status: 'final',
          version: '1',
          revision_history: [{ date, number: '1', summary: 'First' }],
        },
      },
      product_tree: {
        branches: [
          {
            category: 'vendor',
            name: vendor,
            branches: [
              {
                category: 'product_name',
                name: model,
                branches: [
                  version('product_version_range', '<2.0.0', 'affected'),
                  version('product_version', '2.0.0', 'fixed'),
                ],
              },
            ],
          },
        ],
      },
      vulnerabilities: [
        {
          cve,
          cwe: { id: 'CWE-787', name: 'Out-of-bounds write' },
          product_status: { known_affected: ['affected'], fixed: ['fixed'] },
          remediations: [
            {
              category: 'vendor_fix',
              date,
              details: 'Install version 2.0.0.',
              product_ids: ['affected'],
            },
          ],
          scores: [
            {
              cvss_v3: {
                version: '3.1',
                vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                baseScore: 9.8,
                baseSeverity: 'CRITICAL',
              },
              products: ['affected'],
            },
          ],
          release_date: date,
        },
      ],
    };
  }
}
