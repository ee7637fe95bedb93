import type { ClaimCollector } from '../../sightings/ClaimCollector';
import { childrenOf } from '../../xml/childrenOf';
import type { XmlElement } from '../../xml/XmlElement';

/** The way a stack answers is shared by many products: a perfect match is no proof. */
const MAX_CONFIDENCE = 0.8;

/** Claims of nmap's detection of operating systems: the best match, and its maker where it is no computer. */
export function readOsMatches(host: XmlElement, claims: ClaimCollector) {
  for (const match of childrenOf(childrenOf(host, 'os')[0], 'osmatch')) {
    const accuracy = Number(match.attributes.get('accuracy'));
    if (!(accuracy > 0 && accuracy <= 100)) continue;
    const confidence = (MAX_CONFIDENCE * accuracy) / 100;
    const evidence = `fingerprint of the IP stack, accuracy ${accuracy} %`;
    const value = match.attributes.get('name');
    claims.add('operatingSystem', { value, confidence, evidence });
    const [kind] = childrenOf(match, 'osclass');
    if (kind && kind.attributes.get('type') !== 'general purpose') {
      const vendor = kind.attributes.get('vendor');
      claims.add('vendor', {
        value: vendor,
        confidence: confidence / 2,
        evidence,
      });
    }
  }
}
