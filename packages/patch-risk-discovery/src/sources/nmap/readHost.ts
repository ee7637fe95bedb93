import { ClaimCollector } from '../../sightings/ClaimCollector';
import { createSighting } from '../../sightings/createSighting';
import type { SeenService } from '../../sightings/Sighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import { readInstant } from '../../text/readInstant';
import { childrenOf } from '../../xml/childrenOf';
import type { XmlElement } from '../../xml/XmlElement';
import { createProblem } from '../createProblem';
import type { SourceItem } from '../SourceReader';
import { readOsMatches } from './readOsMatches';
import { readPort } from './readPort';
import { readScript } from './readScript';

/** More open ports than this on one host are a firewall that answers for everything. */
const MAX_SERVICES = 1000;

/**
 * A host of a scan: one sighting if it was up, and problems with what of it could not be read.
 *
 * @param options - `startedAt` is when the scan began, for hosts without a time of their own
 */
export function readHost(options: {
  host: XmlElement;
  path: string;
  file: string;
  site?: string;
  startedAt?: string;
}): SourceItem[] {
  const { host, path, file, site } = options;
  const state = childrenOf(host, 'status')[0]?.attributes.get('state') ?? 'up';
  if (state !== 'up') return [];
  const items: SourceItem[] = [];
  const tell = (element: XmlElement, value: string, reason: string) =>
    items.push(
      createProblem({
        record: `${file}, line ${element.line}`,
        field: element === host ? path : `${path}/${element.name}`,
        value,
        reason,
      }),
    );

  const claims = new ClaimCollector();
  const ips: string[] = [];
  const macs: string[] = [];
  for (const element of childrenOf(host, 'address')) {
    const text = element.attributes.get('addr') ?? '';
    const isMac = element.attributes.get('addrtype') === 'mac';
    const address = isMac ? normaliseMac(text) : normaliseIp(text);
    if (!address) tell(element, text, 'is no address of a device');
    else if (isMac) macs.push(address);
    else ips.push(address);
    if (isMac && address) {
      const value = element.attributes.get('vendor');
      const evidence = `owner of the prefix of ${address}, as nmap knows it`;
      claims.add('vendor', { value, confidence: 0.5, evidence });
    }
  }
  const hostnames = childrenOf(childrenOf(host, 'hostnames')[0], 'hostname')
    .map(element => normaliseHostname(element.attributes.get('name') ?? ''))
    .filter(name => name !== undefined);

  const services: SeenService[] = [];
  for (const port of childrenOf(childrenOf(host, 'ports')[0], 'port')) {
    try {
      const read = readPort(port, claims);
      if (read?.service) services.push(read.service);
      hostnames.push(...(read?.hostnames ?? []));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      tell(port, error.message, 'is no port of tcp, udp or sctp');
    }
  }
  if (services.length > MAX_SERVICES) {
    const value = `${services.length} open ports`;
    tell(host, value, `has over ${MAX_SERVICES} services; none is taken`);
    services.length = 0;
  }
  for (const script of childrenOf(
    childrenOf(host, 'hostscript')[0],
    'script',
  )) {
    hostnames.push(...readScript({ script, place: 'the host', claims }));
  }
  readOsMatches(host, claims);

  if (ips.length + macs.length + hostnames.length === 0) {
    tell(host, '', 'has neither an address nor a name');
    return items;
  }
  const time =
    host.attributes.get('endtime') ?? host.attributes.get('starttime');
  const seenAt = readInstant(time ?? '') ?? options.startedAt;
  const sighting = createSighting({
    source: 'nmap',
    record: `${file}, line ${host.line}`,
    seenAt,
    macs,
    ips,
    hostnames,
    ...claims.claims,
    services,
    site,
  });
  return [{ kind: 'sighting', sighting }, ...items];
}
