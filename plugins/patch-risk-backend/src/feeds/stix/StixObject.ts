import type { Tlp } from '../intelligence/Tlp';

/** What is read of a STIX object. Instants are ISO 8601 in UTC. */
export interface StixObject {
  id: string;
  type: string;
  modified: string;
  /** `relationship_type`. */
  relation?: string;
  sourceRef?: string;
  /** Of a relationship its target, of a sighting what was seen. */
  targetRef?: string;
  body: {
    isRevoked?: boolean;
    name?: string;
    cves?: string[];
    sectors?: string[];
    /** In [0, 1]. */
    confidence?: number;
    firstSeen?: string;
    lastSeen?: string;
    count?: number;
    createdBy?: string;
    /** Identities where a sighting was seen. */
    where?: string[];
    /** Of a marking definition its label, of an object the strictest one that stands in it. */
    tlp?: Tlp;
    /** Markings that are defined elsewhere. */
    markings?: string[];
  };
}
