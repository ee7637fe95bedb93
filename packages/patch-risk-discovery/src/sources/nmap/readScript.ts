import type { ClaimCollector } from '../../sightings/ClaimCollector';
import type { XmlElement } from '../../xml/XmlElement';
import { addCertificateFacts } from './addCertificateFacts';
import { addDescriptionClaims } from './addDescriptionClaims';
import { addDeviceScript } from './addDeviceScript';
import { addModbusClaims } from './addModbusClaims';
import { addTitleClaims } from './addTitleClaims';
import { scriptValues } from './scriptValues';

/**
 * What a script found out about the device.
 *
 * @param options - `place` is what the script asked: `port 502/tcp`
 * @returns hostnames that it told
 */
export function readScript(options: {
  script: XmlElement;
  place: string;
  claims: ClaimCollector;
}): string[] {
  const { script, claims } = options;
  const id = script.attributes.get('id') ?? '';
  const evidence = `${id} of ${options.place}`;
  const output = script.attributes.get('output') ?? '';
  switch (id) {
    case 'snmp-sysdescr':
      addDescriptionClaims({ text: output, evidence, claims });
      return [];
    case 'http-title': {
      const title = scriptValues(script).get('title') ?? output.split('\n')[0];
      addTitleClaims({ title, evidence, claims });
      return [];
    }
    case 'modbus-discover':
      addModbusClaims({ values: scriptValues(script), evidence, claims });
      return [];
    case 'ssl-cert':
      return addCertificateFacts({
        values: scriptValues(script),
        evidence,
        claims,
      });
    default:
      addDeviceScript({ id, values: scriptValues(script), evidence, claims });
      return [];
  }
}
