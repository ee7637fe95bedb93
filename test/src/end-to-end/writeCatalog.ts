import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { TestDevice } from './devices';

const sites = {
  munich: { zone: 'Europe/Berlin', holidays: 'DE-BY' },
  rotterdam: { zone: 'Europe/Amsterdam', holidays: 'NL' },
  chicago: { zone: 'America/Chicago', holidays: 'US' },
  tokyo: { zone: 'Asia/Tokyo', holidays: 'JP' },
};

function entity(options: {
  kind: string;
  name: string;
  title?: string;
  annotations?: Record<string, string>;
  spec: object;
}): object {
  const { kind, spec, ...metadata } = options;
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata, spec };
}

/**
 * Writes a catalog: a group that owns everything at a site, a system, sites in four zones, and the devices.
 *
 * @returns path of the file
 */
export function writeCatalog(
  folder: string,
  devices: readonly TestDevice[],
): string {
  const entities = [
    entity({
      kind: 'System',
      name: 'works',
      title: 'The works',
      spec: { owner: 'group:default/team-munich' },
    }),
    ...Object.entries(sites).flatMap(([name, { zone, holidays }]) => [
      entity({
        kind: 'Group',
        name: `team-${name}`,
        spec: { type: 'team', children: [] },
      }),
      entity({
        kind: 'Resource',
        name: `site-${name}`,
        annotations: {
          'patch-risk.io/time-zone': zone,
          'patch-risk.io/holidays': holidays,
        },
        spec: { type: 'site', owner: `group:default/team-${name}` },
      }),
    ]),
    ...devices.map((device, index) =>
      entity({
        kind: 'Resource',
        name: device.name,
        spec: {
          type: 'device',
          owner: `group:default/team-${device.site}`,
          system: 'works',
          dependsOn: [`resource:site-${device.site}`],
          device: {
            vendor: device.vendor,
            model: device.model,
            firmwareVersion: device.firmwareVersion,
            addresses: {
              ip: [`192.0.2.${index + 1}`],
              hostname: [`${device.name}.plant.example`],
            },
            zone: { name: `${device.site} line` },
            exposure: 'internet',
            criticality: 'critical',
            safety: 'direct',
          },
        },
      }),
    ),
  ];
  const file = join(folder, 'catalog.yaml');
  writeFileSync(file, entities.map(one => stringify(one)).join('---\n'));
  return file;
}
