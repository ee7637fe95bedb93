import type { RecordProblem } from '@patch-risk/match';
import type { SeenComponent } from '../../sightings/Sighting';

/**
 * What a bill of materials is about.
 *
 * @public
 */
export interface BomSubject {
  /** Type of CycloneDX: `device`, `firmware`, `application`, … */
  type: string;
  name: string;
  version?: string;
  vendor?: string;
  cpe?: string;
  /** Values of its properties by name, for example `cdx:device:serialNumber`; a name may come often. */
  properties: readonly (readonly [name: string, value: string])[];
  /** Versions of the firmware directly on it. */
  firmwareVersions: readonly string[];
}

/**
 * What was read of a bill of materials.
 *
 * @public
 */
export interface Bom {
  specVersion: string;
  /** `urn:uuid:…` of the document; devices may refer to it. */
  serialNumber?: string;
  createdAt?: string;
  /** Undefined where the document does not say what it is about. */
  subject?: BomSubject;
  /** All components at any depth, each once. */
  components: SeenComponent[];
  /** Components that are no parts: keys, certificates, data. */
  leftOut: number;
  /** Vulnerabilities of the document, which are not read. */
  vulnerabilities: number;
  problems: RecordProblem[];
}
