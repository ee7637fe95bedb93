import { createHash } from 'node:crypto';
import type {
  Claim,
  SeenComponent,
  SeenService,
  Sighting,
} from '../sightings/Sighting';
import type { DeviceField } from './DiscoveredDevice';
import { joinObservations } from './joinObservations';
import type { Observation, SeenSpan, StatedValue } from './Observation';
import { readIdentity } from './readIdentity';
import type { RegistryOptions } from './RegistryOptions';

const CLAIMS = [
  'vendor',
  'model',
  'serial',
  'firmwareVersion',
  'hardwareVersion',
  'operatingSystem',
] as const;

// Written out, so that equal services are equal texts whatever the order of their properties.
const serviceOf = (service: SeenService): SeenService => ({
  port: service.port,
  protocol: service.protocol,
  name: service.name,
  product: service.product,
  version: service.version,
  cpe: service.cpe,
});

const componentOf = (component: SeenComponent): SeenComponent => ({
  name: component.name,
  version: component.version,
  vendor: component.vendor,
  purl: component.purl,
  cpe: component.cpe,
});

function statedOf(
  sighting: Sighting,
  span: SeenSpan,
): Map<DeviceField, Map<string, StatedValue>> {
  const stated = new Map<DeviceField, Map<string, StatedValue>>();
  const add = (field: DeviceField, claim: Claim) => {
    const { value, confidence, evidence } = claim;
    const { record } = sighting;
    const part = { value, confidence, evidence, record, ...span };
    stated.set(field, new Map([[value, part]]));
  };
  for (const field of CLAIMS) {
    const claim = sighting[field];
    if (claim && claim.value !== '') add(field, claim);
  }
  if (sighting.site !== undefined) {
    const evidence = `where ${sighting.source} watches`;
    add('site', { value: sighting.site, confidence: 1, evidence });
  }
  return stated;
}

/**
 * What a sighting tells, ready to be joined with other sightings of the same identity by the same source.
 *
 * @param options - `seenAt` is the instant of the sighting, ISO 8601 in UTC with milliseconds
 */
export function observe(options: {
  sighting: Sighting;
  seenAt: string;
  macKind: NonNullable<RegistryOptions['macKind']>;
}): Observation {
  const { sighting, seenAt, macKind } = options;
  const span = { firstSeen: seenAt, lastSeen: seenAt };
  const identity = readIdentity(sighting, macKind);
  const macs = [...new Set(sighting.macs)].sort();
  const hostnames = [...new Set(sighting.hostnames)].sort();
  const serial = sighting.serial?.value;
  const content = [
    sighting.source,
    sighting.site ?? '',
    identity.candidate,
    macs,
    hostnames,
    // The same name may tell with one address, and be made of another.
    identity.hosts,
    serial ?? '',
    // The vendor decides only beside a serial number; addresses come and go with DHCP.
    serial === undefined ? '' : sighting.vendor?.value ?? '',
  ];
  const observation: Observation = {
    id: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    source: sighting.source,
    site: sighting.site,
    record: sighting.record,
    identity,
    serial,
    macs,
    hostnames,
    ips: new Map(sighting.ips.map(ip => [ip, span])),
    stated: statedOf(sighting, span),
    services: new Map(),
    components: new Map(),
    ...span,
  };
  // Twice in one sighting is joined as twice in two sightings is, so that no order matters.
  for (const service of sighting.services) {
    const part = { service: serviceOf(service), ...span };
    const key = `${service.protocol}/${service.port}`;
    addPart(observation, 'services', new Map([[key, part]]));
  }
  for (const component of sighting.components) {
    const part = { component: componentOf(component), ...span };
    const { vendor, name, version, purl } = component;
    const key = JSON.stringify([purl ?? vendor ?? '', name, version ?? '']);
    addPart(observation, 'components', new Map([[key, part]]));
  }
  return observation;
}

function addPart(
  into: Observation,
  part: 'services' | 'components',
  parts: Observation['services'] | Observation['components'],
) {
  joinObservations(into, {
    ...into,
    ips: new Map(),
    stated: new Map(),
    services: new Map(),
    components: new Map(),
    [part]: parts,
  });
}
