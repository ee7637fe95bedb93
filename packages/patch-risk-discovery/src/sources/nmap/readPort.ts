import { cleanText, parseCpe } from '@patch-risk/match';
import type { ClaimCollector } from '../../sightings/ClaimCollector';
import type { SeenService } from '../../sightings/Sighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { childrenOf } from '../../xml/childrenOf';
import type { XmlElement } from '../../xml/XmlElement';
import { readScript } from './readScript';

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;

function textOf(element: XmlElement | undefined, key: string) {
  return cleanText(element?.attributes.get(key) ?? '', 200) || undefined;
}

function addCpeClaims(options: {
  cpes: readonly string[];
  confidence: number;
  evidence: string;
  claims: ClaimCollector;
}) {
  const { cpes, evidence, claims, confidence } = options;
  for (const text of cpes) {
    const cpe = parseCpe(text);
    if (cpe?.part === 'h') {
      claims.add('vendor', { value: cpe.vendor, confidence, evidence });
      claims.add('model', { value: cpe.product, confidence, evidence });
    }
  }
}

/**
 * A port of a host.
 *
 * @returns undefined where it is not open; otherwise the service, and names of the host that it told
 * @throws TypeError when number or protocol are none; the message names the value
 */
export function readPort(
  port: XmlElement,
  claims: ClaimCollector,
): { service?: SeenService; hostnames: string[] } | undefined {
  const state = childrenOf(port, 'state')[0]?.attributes.get('state');
  if (state !== 'open') return undefined;
  const number = Number(port.attributes.get('portid'));
  const name = port.attributes.get('protocol');
  // Scans of IP protocols list them as ports of the protocol `ip`.
  if (name === 'ip') return undefined;
  const protocol = PROTOCOLS.find(known => known === name);
  if (!protocol || !Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new TypeError(`${port.attributes.get('portid')}/${name}`);
  }
  const service = childrenOf(port, 'service')[0];
  const place = `port ${number}/${protocol}`;
  const evidence = `banner of ${place}`;
  // By the number of its port alone nmap is sure of nothing, and says 3.
  const sureness = Number(service?.attributes.get('conf') ?? 0) / 10;
  const confidence = 0.6 * Math.min(Math.max(sureness || 0, 0), 1);
  const cpes = childrenOf(service, 'cpe')
    .map(cpe => cleanText(cpe.text, 500))
    .filter(text => text !== '');
  addCpeClaims({ cpes, confidence, evidence, claims });
  const system = service?.attributes.get('ostype');
  claims.add('operatingSystem', { value: system, confidence, evidence });

  const hostname = normaliseHostname(service?.attributes.get('hostname') ?? '');
  const hostnames = hostname ? [hostname] : [];
  for (const script of childrenOf(port, 'script')) {
    hostnames.push(...readScript({ script, place, claims }));
  }
  return {
    service: {
      port: number,
      protocol,
      name: textOf(service, 'name'),
      product: textOf(service, 'product'),
      version: textOf(service, 'version'),
      cpe: cpes.find(text => text.startsWith('cpe:/a')) ?? cpes[0],
      extraInfo: textOf(service, 'extrainfo'),
    },
    hostnames,
  };
}
