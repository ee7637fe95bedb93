import type { ClaimCollector } from '../../sightings/ClaimCollector';
import { normaliseHostname } from '../../text/normaliseHostname';

const alternativeName = /\bDNS:([^,\s]+)/g;
/** Subject of a certificate that the maker put into the device (IEEE 802.1AR), as some write it. */
const deviceIdentity = /\bPID:(\S+)\s+SN:(\S+)/;

/**
 * What the certificate of a service tells. A device's own certificate, signed by itself, often names
 * the maker, and the same name on every device: it gives no hostnames.
 *
 * @returns hostnames
 */
export function addCertificateFacts(options: {
  values: ReadonlyMap<string, string>;
  evidence: string;
  claims: ClaimCollector;
}): string[] {
  const { values, evidence, claims } = options;
  const subject = (key: string) => values.get(`subject/${key}`);
  const identity = deviceIdentity.exec(subject('serialNumber') ?? '');
  claims.add('model', { value: identity?.[1], confidence: 0.9, evidence });
  claims.add('serial', { value: identity?.[2], confidence: 0.9, evidence });
  const isSelfSigned =
    subject('commonName') === values.get('issuer/commonName') &&
    subject('organizationName') === values.get('issuer/organizationName');
  if (isSelfSigned) {
    const value = subject('organizationName');
    claims.add('vendor', { value, confidence: 0.3, evidence });
    return [];
  }
  const names = [subject('commonName') ?? ''];
  for (const [key, extension] of values) {
    if (!key.startsWith('extensions')) continue;
    for (const [, name] of extension.slice(0, 10_000).matchAll(alternativeName))
      names.push(name);
  }
  return names.flatMap(name => normaliseHostname(name) ?? []).slice(0, 20);
}
