import { parseCpe } from '@patch-risk/match';
import { ClaimCollector } from '../../sightings/ClaimCollector';
import { createSighting } from '../../sightings/createSighting';
import type { Sighting } from '../../sightings/Sighting';
import { normaliseMac } from '../../text/normaliseMac';
import { createProblem } from '../createProblem';
import type { SourceReader } from '../SourceReader';
import type { Bom, BomSubject } from './Bom';
import { openBom } from './openBom';
import { readBom } from './readBom';

const DEVICES = ['device', 'firmware'];

function claimsOf(subject: BomSubject): ClaimCollector {
  const claims = new ClaimCollector();
  const evidence = `metadata.component of type ${subject.type}`;
  const isDevice = subject.type === 'device';
  // The maker's own document; but firmware is often named after its file or project.
  const confidence = isDevice ? 0.9 : 0.6;
  claims.add('vendor', { value: subject.vendor, confidence: 0.9, evidence });
  claims.add('model', { value: subject.name, confidence, evidence });
  claims.add(isDevice ? 'hardwareVersion' : 'firmwareVersion', {
    value: subject.version,
    // Makers also write the version of the firmware on the device.
    confidence: isDevice ? 0.6 : 0.9,
    evidence,
  });
  if (isDevice && subject.firmwareVersions.length === 1) {
    claims.add('firmwareVersion', {
      value: subject.firmwareVersions[0],
      confidence: 0.9,
      evidence: 'its only component of type firmware',
    });
  }
  const cpe = subject.cpe === undefined ? undefined : parseCpe(subject.cpe);
  claims.add('vendor', { value: cpe?.vendor, confidence: 0.7, evidence });
  const serial = valuesOf(subject, 'serialNumber')[0];
  claims.add('serial', { value: serial, confidence: 0.9, evidence });
  return claims;
}

function valuesOf(subject: BomSubject, name: string): string[] {
  return subject.properties
    .filter(([key]) => key === `cdx:device:${name}`)
    .map(([, value]) => value);
}

function sightingOf(options: {
  bom: Bom;
  subject: BomSubject;
  file: string;
  site?: string;
}): Sighting {
  const { bom, subject, file, site } = options;
  return createSighting({
    source: 'cyclonedx',
    record: `${file}, metadata.component`,
    seenAt: bom.createdAt,
    macs: valuesOf(subject, 'macAddress').flatMap(
      text => normaliseMac(text) ?? [],
    ),
    ...claimsOf(subject).claims,
    components: bom.components,
    site,
  });
}

/**
 * Reads documents of CycloneDX 1.2 to 1.7, JSON or XML, of up to 50 MiB: a sighting of the device or
 * firmware that the document is about, with its components.
 *
 * @public
 */
export const readCyclonedx: SourceReader = async function* readCyclonedx(
  input,
  options,
) {
  const { file, site } = options;
  const opened = await openBom(input, file);
  if ('problems' in opened) {
    for (const problem of opened.problems) yield createProblem(problem);
    return;
  }
  const bom = readBom(opened.value, file);
  for (const problem of bom.problems) yield createProblem(problem);
  if (!('components' in bom)) return;
  const { subject } = bom;
  if (subject && DEVICES.includes(subject.type)) {
    const sighting = sightingOf({ bom, subject, file, site });
    yield { kind: 'sighting', sighting };
    return;
  }
  yield createProblem({
    record: file,
    field: 'metadata.component.type',
    value: subject?.type,
    reason: subject
      ? 'is neither device nor firmware: the document is about no device'
      : 'is missing: the document does not say what it is about',
    remedy:
      'Let the document say in metadata.component which device or firmware it describes',
  });
};
