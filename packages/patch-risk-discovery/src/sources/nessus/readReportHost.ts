import { cleanText, parseCpe } from '@patch-risk/match';
import { ClaimCollector } from '../../sightings/ClaimCollector';
import { createSighting } from '../../sightings/createSighting';
import type { SeenComponent, SeenService } from '../../sightings/Sighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import { readInstant } from '../../text/readInstant';
import { childrenOf } from '../../xml/childrenOf';
import type { XmlElement } from '../../xml/XmlElement';
import { createProblem } from '../createProblem';
import type { SourceItem } from '../SourceReader';
import { installedSoftware, listsSoftware } from './installedSoftware';

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;

function propertiesOf(host: XmlElement): Map<string, string> {
  const tags = childrenOf(childrenOf(host, 'HostProperties')[0], 'tag');
  return new Map(
    tags.map(tag => [tag.attributes.get('name') ?? '', tag.text.trim()]),
  );
}

function cpesOf(properties: ReadonlyMap<string, string>): string[] {
  return [...properties]
    .filter(([name]) => /^cpe(-\d+)?$/.test(name))
    .map(([, value]) => cleanText(value.split(/\s+->/)[0], 500));
}

function claimsOf(properties: ReadonlyMap<string, string>): ClaimCollector {
  const claims = new ClaimCollector();
  // Several systems on several lines are guesses among which Nessus did not decide.
  const systems = (properties.get('operating-system') ?? '').split('\n');
  const certainty = Number(properties.get('operating-system-conf') ?? 70);
  const sureness = certainty >= 0 && certainty <= 100 ? certainty / 100 : 0.7;
  const confidence = (0.95 * sureness) / systems.length;
  claims.add('operatingSystem', {
    value: systems[0],
    confidence,
    evidence: 'host property operating-system',
  });
  for (const text of cpesOf(properties)) {
    const cpe = parseCpe(text);
    if (cpe?.part !== 'h') continue;
    const evidence = `host property ${text}`;
    claims.add('vendor', { value: cpe.vendor, confidence: 0.7, evidence });
    claims.add('model', { value: cpe.product, confidence: 0.7, evidence });
  }
  return claims;
}

function componentsOf(cpes: readonly string[], items: readonly XmlElement[]) {
  const components: SeenComponent[] = cpes.flatMap(text => {
    const cpe = parseCpe(text);
    return cpe?.part === 'a'
      ? [
          {
            name: cpe.product,
            version: cpe.version,
            vendor: cpe.vendor,
            cpe: text,
          },
        ]
      : [];
  });
  for (const item of items) {
    const id = item.attributes.get('pluginID') ?? '';
    const output = childrenOf(item, 'plugin_output')[0]?.text ?? '';
    if (listsSoftware(id)) components.push(...installedSoftware(id, output));
  }
  return components;
}

/**
 * A host of a report: one sighting, and problems with what of it could not be read.
 *
 * @returns also how many findings with a CVE were left out
 */
export function readReportHost(options: {
  host: XmlElement;
  path: string;
  file: string;
  site?: string;
}): { items: SourceItem[]; cves: number } {
  const { host, path, file, site } = options;
  const problems: SourceItem[] = [];
  const tell = (element: XmlElement, field: string, value: string) =>
    problems.push(
      createProblem({
        record: `${file}, line ${element.line}`,
        field: `${path}/${field}`,
        value,
        reason: 'is not what stands there in a report',
      }),
    );
  const properties = propertiesOf(host);
  const name = host.attributes.get('name') ?? '';
  const address = properties.get('host-ip');
  const ips = [address ?? '', name].flatMap(text => normaliseIp(text) ?? []);
  if (address && !normaliseIp(address)) tell(host, 'host-ip', address);
  const hostnames = [
    name,
    properties.get('host-fqdn') ?? '',
    properties.get('netbios-name') ?? '',
  ].flatMap(text => normaliseHostname(text) ?? []);
  const macs: string[] = [];
  for (const text of (properties.get('mac-address') ?? '').split(/[\n,]+/)) {
    const mac = normaliseMac(text);
    if (mac) macs.push(mac);
    else if (text !== '') tell(host, 'mac-address', text);
  }

  const reported = childrenOf(host, 'ReportItem');
  const services = new Map<string, SeenService>();
  let cves = 0;
  for (const item of reported) {
    cves += childrenOf(item, 'cve').length > 0 ? 1 : 0;
    const number = item.attributes.get('port') ?? '';
    // Port 0 is the host itself.
    if (number === '0') continue;
    const port = Number(number);
    const protocol = PROTOCOLS.find(
      known => known === item.attributes.get('protocol'),
    );
    if (protocol && port > 0 && port <= 65_535 && Number.isInteger(port)) {
      // A question mark: guessed by the number of the port.
      const service = item.attributes.get('svc_name')?.replace(/\?$/, '');
      services.set(`${port}/${protocol}`, {
        port,
        protocol,
        name: cleanText(service ?? '', 100) || undefined,
      });
    } else if (item.attributes.get('protocol') !== 'icmp') {
      tell(item, 'ReportItem', `${number}/${item.attributes.get('protocol')}`);
    }
  }
  if (ips.length + macs.length + hostnames.length === 0) {
    tell(host, 'name', name);
    return { items: problems, cves };
  }
  const sighting = createSighting({
    source: 'nessus',
    record: `${file}, line ${host.line}`,
    seenAt: readInstant(properties.get('HOST_END_TIMESTAMP') ?? ''),
    macs,
    ips,
    hostnames,
    ...claimsOf(properties).claims,
    services: [...services.values()],
    components: componentsOf(cpesOf(properties), reported),
    site,
  });
  return { items: [{ kind: 'sighting', sighting }, ...problems], cves };
}
