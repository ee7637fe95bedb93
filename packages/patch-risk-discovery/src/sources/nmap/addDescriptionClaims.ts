import type { ClaimCollector } from '../../sightings/ClaimCollector';
import { leadingVendor } from './leadingVendor';

const firmware =
  /\b(?:FW|firmware(?: version)?|version|rev(?:ision)?|ROM)\b[\s:.]*(V?\.?\d[\w.()-]*)/i;
const hardware = /\b(?:HW|hardware(?: version)?)\b[\s:.]*(V?\.?\d[\w.()-]*)/i;
const siemensSerial = /,\s*(S [A-Z]-?[A-Z0-9]{8,20})\s*$/;
const generalPurpose =
  /^(Linux|Darwin|FreeBSD|SunOS|Windows|Hardware: .*Windows)/i;

function modelOf(text: string, vendor: string | undefined): string {
  if (vendor === undefined) return text.split(/[,;\n]/)[0];
  const rest = text.slice(vendor.length).replace(/^[\s,;]+/, '');
  // Labelled lists (`Siemens, SIMATIC S7, CPU-1200, 6ES7 …, HW: 1, FW: V4.2`) name the model up to the first label.
  const [named] = rest.split(/[,;]\s*(?:HW|FW|Version|Firmware|Rev)\b/i);
  return named.split('\n')[0].replace(/\s*[,;]\s*/g, ' ');
}

/** Claims of SNMP's `sysDescr`, which is free text with a few habits. */
export function addDescriptionClaims(options: {
  text: string;
  evidence: string;
  claims: ClaimCollector;
}) {
  const { evidence, claims } = options;
  const text = options.text
    .slice(0, 2000)
    .replace(/\n\s*System uptime:[\s\S]*$/, '')
    .trim();
  if (generalPurpose.test(text)) {
    claims.add('operatingSystem', {
      value: text.slice(0, 150),
      confidence: 0.8,
      evidence,
    });
    return;
  }
  const vendor = leadingVendor(text);
  const confidence = vendor ? 0.8 : 0.3;
  claims.add('vendor', { value: vendor, confidence, evidence });
  claims.add('model', { value: modelOf(text, vendor), confidence, evidence });
  claims.add('firmwareVersion', {
    value: firmware.exec(text)?.[1].replace(/^V\./i, 'V'),
    confidence: vendor ? 0.8 : 0.5,
    evidence,
  });
  claims.add('hardwareVersion', {
    value: hardware.exec(text)?.[1],
    confidence,
    evidence,
  });
  claims.add('serial', {
    value: siemensSerial.exec(text)?.[1],
    confidence: 0.9,
    evidence,
  });
}
